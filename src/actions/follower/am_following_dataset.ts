import { isFollowing } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: (context, params) => isFollowing(context, 'dataset', params),
})
