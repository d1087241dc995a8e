import { requireFollower, unfollow } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireFollower(context, 'unfollow', 'user')
  },
  run: (context, params) => unfollow(context, 'user', params),
})
