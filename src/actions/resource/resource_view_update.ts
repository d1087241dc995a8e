import { requireResourceEditable } from '../../auth/resources.ts'
import { findResource } from '../../catalogue/resource/resource-find.ts'
import { findView } from '../../catalogue/resource/resource-view-find.ts'
import { recordViewActivity } from '../../catalogue/activity/record-view-activity.ts'
import { viewInput } from '../../catalogue/resource/resource-view-input.ts'
import { shownView } from '../../catalogue/resource/resource-views.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => findView(context, required(params, 'id')),
  authorize: (context, _params, { resource, owner }) => requireResourceEditable(context, resource, owner),
  run: async (context, params, { view }) => {
    const given = { ...params, resource_id: params['resource_id'] ?? view.resource_id }
    const input = await viewInput(context, given, view.view_type, view)
    const { resource, owner } = await findResource(context, input.resource_id)
    // A view that moves to another resource needs the right on both.
    await requireResourceEditable(context, resource, owner)
    const { title = view.title, description = view.description, config } = input
    const changed = { ...view, resource_id: resource.id, title, description, config }
    await context.store.resources.saveView(changed)
    await recordViewActivity(context, 'changed', changed, owner)
    return shownView(changed, owner.id)
  },
})
