import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findVocabulary } from '../../catalogue/tag/find-vocabulary.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findVocabulary,
  authorize: requireSysadmin,
  run: async ({ store }, _params, vocabulary) => {
    const tags = await store.tags.ofVocabulary(vocabulary.id)
    if (tags.length > 0) throw new ValidationError('Vocabulary cannot be deleted while it still has tags')
    await store.vocabularies.remove(vocabulary.id)
    return null
  },
})
