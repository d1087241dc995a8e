import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findVocabulary } from '../../catalogue/tag/find-vocabulary.ts'
import { indexPackages } from '../../catalogue/search/index-package.ts'
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

/** The name of a vocabulary is a part of how its datasets are found (`vocab_<name>`). */
async function indexAgain(context: Context, vocabularyId: string): Promise<void> {
  const { tags } = context.store
  const ids = new Set<string>()
  for (const tag of await tags.ofVocabulary(vocabularyId)) {
    for (const id of await tags.packageIds(tag.id)) ids.add(id)
  }
  await indexPackages(context, [...ids])
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
    if (vocabulary.name !== before.name) await indexAgain(context, vocabulary.id)
    return shownVocabulary(context, vocabulary)
  },
})
