import { searchTags } from '../../catalogue/search-tags.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    const { count, tags } = await searchTags(context, params)
    return { count, results: tags }
  },
})
