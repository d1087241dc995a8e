import { requireResourceEditable } from '../../auth/resources.ts'
import { findView } from '../../catalogue/resource/resource-view-find.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => findView(context, required(params, 'id')),
  authorize: (context, _params, { resource, owner }) =>
    requireResourceEditable(context, resource, owner, 'delete'),
  run: async (context, _params, { view }) => {
    await context.store.resources.removeView(view.id)
    return { resource_id: view.resource_id }
  },
})
