import { follow, requireFollower } from '../../catalogue/follower/follow.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireFollower(context, 'follow', 'dataset')
  },
  run: (context, params) => follow(context, 'dataset', params),
})
