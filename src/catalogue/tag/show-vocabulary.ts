import type { Context } from '../../kernel/context.ts'
import type { VocabularyRow } from '../../store/vocabularies.ts'
import { type ShownTag, shownTag } from './show-tag.ts'

/** A vocabulary with its tags, ordered by name. */
export async function shownVocabulary(
  context: Context,
  { id, name }: VocabularyRow,
): Promise<VocabularyRow & { readonly tags: readonly ShownTag[] }> {
  return { id, name, tags: (await context.store.tags.ofVocabulary(id)).map(shownTag) }
}
