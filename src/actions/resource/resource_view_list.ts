import { requireResourceReadable } from '../../auth/resources.ts'
import { findResource } from '../../catalogue/resource/resource-find.ts'
import { viewType } from '../../catalogue/resource/resource-view-types.ts'
import { shownView } from '../../catalogue/resource/resource-views.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: (context, params) => findResource(context, required(params, 'id')),
  authorize: (context, _params, { resource, owner }) => requireResourceReadable(context, resource, owner),
  run: async ({ config, store }, _params, { resource, owner }) => {
    const views = await store.resources.viewsOf(resource.id)
    return views.filter((view) => viewType(config, view.view_type)).map((view) => shownView(view, owner.id))
  },
})
