import { toJson } from '../../core/json.ts'
import type { Context } from '../../kernel/context.ts'
import type { SearchAnswer } from '../../search/door.ts'
import { packagesText } from '../package/packages-text.ts'
import { searchFacets } from './search-facets.ts'

/** The parts of package_search's answer, as JSON. */
export interface SearchAnswerText {
  readonly results: string
  readonly facets: string
  readonly search_facets: string
}

/** Characters; longer texts are made anew each time. */
const LONGEST_KEPT = 64_000
/** The engine gives the same answer again while nothing changed: so may its text be, until the change log grows. */
const kept = new WeakMap<SearchAnswer, { readonly change: number; readonly text: SearchAnswerText }>()

/** JSON of an answer's facets, under the names of CKAN's two ways to show them. */
export async function facetsText(
  context: Context,
  facets: SearchAnswer['facets'],
): Promise<Omit<SearchAnswerText, 'results'>> {
  const counts = Object.fromEntries([...facets].map(([field, values]) => [field, Object.fromEntries(values)]))
  return { facets: toJson(counts), search_facets: toJson(await searchFacets(context, facets)) }
}

/** JSON of an answer: its datasets as package_show gives them, and its facets. */
export async function searchAnswerText(context: Context, answer: SearchAnswer): Promise<SearchAnswerText> {
  const change = await context.store.changes.last()
  const known = kept.get(answer)
  if (known?.change === change) return known.text
  const text = {
    results: await packagesText(context, answer.ids),
    ...(await facetsText(context, answer.facets)),
  }
  if (text.results.length < LONGEST_KEPT) kept.set(answer, { change, text })
  return text
}
