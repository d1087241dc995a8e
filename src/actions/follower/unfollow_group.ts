import { requireFollower, unfollow } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireFollower(context, 'unfollow', 'group')
  },
  run: (context, params) => unfollow(context, 'group', params),
})
