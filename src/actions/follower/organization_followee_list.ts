import { requireFolloweesVisible, shownFollowees } from '../../catalogue/follower/list-followees.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: requireFolloweesVisible,
  run: (context, params) => shownFollowees(context, 'organization', params),
})
