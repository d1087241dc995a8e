import { requireResourceReadable } from '../../auth/resources.ts'
import { shownResource } from '../../catalogue/resource/resource-change.ts'
import { findResource } from '../../catalogue/resource/resource-find.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: (context, params) => findResource(context, required(params, 'id')),
  authorize: (context, _params, { resource, owner }) => requireResourceReadable(context, resource, owner),
  run: (context, { id }, { owner }) => shownResource(context, owner.id, id),
})
