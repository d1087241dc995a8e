import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findVocabulary } from '../../catalogue/tag/find-vocabulary.ts'
import { indexLater } from '../../catalogue/search/index-later.ts'
import { removeTag } from '../../catalogue/tag/remove-tag.ts'
import { shownVocabulary } from '../../catalogue/tag/show-vocabulary.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'

async function replaceTags(context: Context, vocabularyId: string, names: readonly string[]): Promise<void> {
  const { tags } = context.store
  for (const tag of await tags.ofVocabulary(vocabularyId))
    if (!names.includes(tag.name)) await removeTag(context, tag)
  for (const name of names) await tags.ensure(name, vocabularyId)
}

export default defineAction({
  find: findVocabulary,
  authorize: requireSysadmin,
  run: async (context, { name, tags }, before) => {
    const vocabulary = { id: before.id, name: typeof name === 'string' ? name : before.name }
    await context.store.vocabularies.save(vocabulary)
    if (Array.isArray(tags)) {
      const names = (tags as readonly { name: string }[]).map((tag) => tag.name)
      await replaceTags(context, vocabulary.id, names)
    }
    // The name of a vocabulary is a part of how its datasets are found (`vocab_<name>`).
    if (vocabulary.name !== before.name) await indexLater(context, { kind: 'vocabulary', id: vocabulary.id })
    return shownVocabulary(context, vocabulary)
  },
})
