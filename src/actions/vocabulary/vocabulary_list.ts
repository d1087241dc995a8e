import { shownVocabulary } from '../../catalogue/tag/show-vocabulary.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: async (context) => {
    const vocabularies = await context.store.vocabularies.all()
    return Promise.all(vocabularies.map((vocabulary) => shownVocabulary(context, vocabulary)))
  },
})
