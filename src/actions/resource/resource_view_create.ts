import { requireResourceCreatable } from '../../auth/resources.ts'
import { findResource } from '../../catalogue/resource/resource-find.ts'
import { recordViewActivity } from '../../catalogue/activity/record-view-activity.ts'
import { viewInput } from '../../catalogue/resource/resource-view-input.ts'
import { addView, shownView } from '../../catalogue/resource/resource-views.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  // CKAN checks a view before it asks who may make it.
  find: async (context, params) => {
    if (!required(params, 'resource_id')) throw new ValidationError({ resource_id: ['Missing value'] })
    const kind = required(params, 'view_type')
    const input = await viewInput(context, params, kind)
    return { input, kind: String(kind), ...(await findResource(context, input.resource_id)) }
  },
  authorize: (context, _params, { owner }) => requireResourceCreatable(context, owner),
  run: async (context, _params, { input, kind, resource, owner }) => {
    const { id, title = '', description = null, config } = input
    const view = { id, title, description, config, resource_id: resource.id, view_type: kind }
    const added = await addView(context, view)
    await recordViewActivity(context, 'new', added, owner)
    return shownView(added, owner.id)
  },
})
