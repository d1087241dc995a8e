import { countFollowers } from '../../catalogue/follower/list-followers.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: (context, params) => countFollowers(context, 'user', params),
})
