import { countFollowees } from '../../catalogue/follower/count-followees.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: (context, params) => countFollowees(context, 'group', params),
})
