import { listGroups } from '../../catalogue/group/list-groups.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: (context, params) => listGroups(context, 'group', params),
})
