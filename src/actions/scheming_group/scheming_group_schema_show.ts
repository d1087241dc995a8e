import { shownScheme } from '../../catalogue/shown-scheme.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: ({ scheming }, params) => shownScheme(scheming.groups, params),
})
