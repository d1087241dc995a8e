import { findVocabulary } from '../../catalogue/tag/find-vocabulary.ts'
import { shownVocabulary } from '../../catalogue/tag/show-vocabulary.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: findVocabulary,
  authorize: () => undefined,
  run: (context, _params, vocabulary) => shownVocabulary(context, vocabulary),
})
