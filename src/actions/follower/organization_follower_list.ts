import { listFollowers, requireFollowersVisible } from '../../catalogue/follower/list-followers.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: requireFollowersVisible,
  run: (context, params) => listFollowers(context, 'group', params),
})
