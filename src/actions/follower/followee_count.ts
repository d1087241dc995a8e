import { countFollowees } from '../../catalogue/follower/count-followees.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    let count = 0
    for (const kind of ['user', 'dataset', 'group', 'organization'] as const) {
      count += await countFollowees(context, kind, params)
    }
    return count
  },
})
