import type { Params } from '../core/params.ts'
import type { Context } from '../kernel/context.ts'
import type { TagRow } from '../store/rows.ts'
import type { TagSearch } from '../store/tags.ts'
import { isFalsy } from '../validation/rules/presence.ts'
import { textOf } from '../validation/rules/texts.ts'

export interface FoundTags {
  /** Before paging. */
  readonly count: number
  /** Ordered by name. */
  readonly tags: readonly TagRow[]
}

/** The parts of a name that the parameters ask for: `query`, else `q`, and the deprecated `fields`. */
function termsOf({ query, q, fields }: Params): readonly string[] {
  const given = isFalsy(query) ? q : query
  const terms: unknown[] = isFalsy(given)
    ? []
    : Array.isArray(given)
      ? [...(given as readonly unknown[])]
      : [given]
  if (typeof fields === 'object' && fields !== null) {
    for (const [key, value] of Object.entries(fields)) if (key === 'tag' || key === 'tags') terms.push(value)
  }
  return terms.map((term) => textOf(term).trim()).filter((term) => term !== '')
}

/**
 * Tags by parts of their names, as tag_search and tag_autocomplete find them; none without a part, and none in a
 * vocabulary that there is not.
 */
export async function searchTags(context: Context, params: Params): Promise<FoundTags> {
  const { vocabulary_id: vocabulary, limit, offset } = params
  const terms = termsOf(params)
  const found = isFalsy(vocabulary) ? null : await context.store.vocabularies.find(textOf(vocabulary))
  if (terms.length === 0 || found === undefined) return { count: 0, tags: [] }
  const search: TagSearch = { terms, vocabularyId: found?.id ?? null }
  return {
    count: await context.store.tags.countMatching(search),
    tags: await context.store.tags.matching(search, Number(limit ?? -1), Number(offset ?? 0)),
  }
}
