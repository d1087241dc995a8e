import { requireResourceReadable } from '../../auth/resources.ts'
import { findView } from '../../catalogue/resource/resource-view-find.ts'
import { shownView } from '../../catalogue/resource/resource-views.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) =>
    findView(context, required(params, 'id'), 'Resource view not found, cannot check auth.'),
  authorize: (context, _params, { resource, owner }) => requireResourceReadable(context, resource, owner),
  run: (_context, _params, { view, owner }) => shownView(view, owner.id),
})
