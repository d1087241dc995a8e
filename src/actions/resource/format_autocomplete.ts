import { defineAction } from '../../kernel/action.ts'
import { textOf } from '../../validation/rules/texts.ts'

const DEFAULT_LIMIT = 5

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: ({ store }, { q, limit }) =>
    store.formats.matching(q === null ? '' : textOf(q), typeof limit === 'number' ? limit : DEFAULT_LIMIT),
})
