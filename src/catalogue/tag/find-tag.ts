import type { Context } from '../../kernel/context.ts'
import type { TagRow } from '../../store/rows.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

/** A tag by its id, or by its name: a free one, or one of the vocabulary (an id or a name). */
export async function findTag(
  context: Context,
  idOrName: unknown,
  vocabulary: unknown,
): Promise<TagRow | undefined> {
  const { tags, vocabularies } = context.store
  if (typeof idOrName !== 'string') return undefined
  if (isFalsy(vocabulary)) return (await tags.get(idOrName)) ?? tags.named(idOrName, null)
  const found = typeof vocabulary === 'string' ? await vocabularies.find(vocabulary) : undefined
  return found && ((await tags.get(idOrName)) ?? tags.named(idOrName, found.id))
}
