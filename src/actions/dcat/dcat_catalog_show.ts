import { catalogText } from '../../catalogue/package/catalog-text.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: catalogText,
})
