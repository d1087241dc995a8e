import { searchTags, tagSearchOf } from '../../catalogue/tag/search-tags.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    const search = await tagSearchOf(context, params)
    return {
      count: search ? await context.store.tags.countMatching(search) : 0,
      results: await searchTags(context, params),
    }
  },
})
