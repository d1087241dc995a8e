import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { TagRow } from '../../store/rows.ts'
import type { TagSearch } from '../../store/tags.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

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

/** What tag_search and tag_autocomplete look for; undefined: nothing can match, without a part or in no vocabulary. */
export async function tagSearchOf(context: Context, params: Params): Promise<TagSearch | undefined> {
  const { vocabulary_id: vocabulary } = params
  const terms = termsOf(params)
  // A vocabulary that is named and empty is none that there is (CKAN).
  const found = vocabulary === undefined ? null : await context.store.vocabularies.find(textOf(vocabulary))
  if (terms.length === 0 || found === undefined) return undefined
  return { terms, vocabularyId: found?.id ?? null, onlyPublic: !isSysadmin(context) }
}

/** A natural number, fractions cut off; a page has no need of more than the largest. @throws ValidationError */
function natural(params: Params, key: 'limit' | 'offset', fallback: number): number {
  const value = params[key]
  if (value === undefined || value === null) return fallback
  const number = integerOf(typeof value === 'number' ? Math.trunc(value) : value)
  if (number === undefined) throw new ValidationError({ [key]: ['Invalid integer'] })
  if (number < 0) throw new ValidationError({ [key]: ['Must be a natural number'] })
  return Math.min(number, Number.MAX_SAFE_INTEGER)
}

/** The page of tags that the parameters ask for, ordered by name. @throws ValidationError for a limit that is none */
export async function searchTags(context: Context, params: Params): Promise<readonly TagRow[]> {
  const search = await tagSearchOf(context, params)
  if (!search) return []
  return context.store.tags.matching(search, natural(params, 'limit', -1), natural(params, 'offset', 0))
}
