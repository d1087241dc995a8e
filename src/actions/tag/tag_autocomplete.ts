import { searchTags } from '../../catalogue/tag/search-tags.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: async (context, params) => (await searchTags(context, params)).map(({ name }) => name),
})
