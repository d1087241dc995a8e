import { rolesOf } from '../../catalogue/group/group-roles.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: (_context, { group_type: type }) => rolesOf(type),
})
