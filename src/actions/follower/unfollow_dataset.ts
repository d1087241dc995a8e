import { requireFollower, unfollow } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireFollower(context, 'unfollow', 'dataset')
  },
  run: (context, params) => unfollow(context, 'dataset', params),
})
