import { follow, requireFollower } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireFollower(context, 'follow', 'user')
  },
  run: (context, params) => follow(context, 'user', params),
})
