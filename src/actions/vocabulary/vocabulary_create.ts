import { requireSysadmin } from '../../auth/sysadmin.ts'
import { shownVocabulary } from '../../catalogue/tag/show-vocabulary.ts'
import { newId } from '../../core/ids.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async (context, params) => {
    const { store } = context
    const vocabulary = { id: newId(), name: String(params['name']) }
    await store.vocabularies.save(vocabulary)
    for (const { name } of (params['tags'] ?? []) as readonly { name: string }[]) {
      await store.tags.ensure(name, vocabulary.id)
    }
    return shownVocabulary(context, vocabulary)
  },
})
