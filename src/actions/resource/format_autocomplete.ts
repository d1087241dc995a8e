import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { textOf } from '../../validation/rules/texts.ts'

const DEFAULT_LIMIT = 5

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: (context, { q, limit }) =>
    context.store.formats.matching(
      q === null ? '' : textOf(q),
      typeof limit === 'number' ? limit : DEFAULT_LIMIT,
      !isSysadmin(context),
    ),
})
