import type { JsonObject, JsonValue } from '../../core/json.ts'
import { FetchError } from '../../fetch/fetch-error.ts'
import { HarvestError } from '../harvest-error.ts'
import type { PoliteClient } from '../polite-client.ts'
import { isObject, objectsOf, textOf, textsOf } from '../record-values.ts'
import { askCkan } from './ask-ckan.ts'

export interface CkanListing {
  readonly url: string
  readonly web: PoliteClient
  /** Filters in Solr's language. */
  readonly fq: readonly string[]
  /** Datasets in a page, at first: a server that cannot is asked for fewer. */
  readonly rows: number
  readonly checkpoint: JsonValue
  /** Further parameters of package_search. */
  readonly query?: Readonly<Record<string, string>>
}

export interface CkanPage {
  readonly datasets: readonly JsonObject[]
  readonly checkpoint: JsonValue
  readonly total: number
}

/** Fewer datasets than this are not asked for at a time. */
const FEWEST = 10
/** Datasets may vanish while they are listed; so often the listing steps back for that. */
const MOST_STEPS_BACK = 5

const idOf = ({ id, name }: JsonObject): string => textOf(id) || textOf(name)

/** Whether a server may be able to answer for fewer datasets. */
const isTooMuch = (error: unknown): boolean =>
  error instanceof HarvestError || (error instanceof FetchError && error.status !== 403)

/** A server does not search; it may still list. */
class SearchRefused extends HarvestError {}

interface Position {
  readonly start: number
  /** The dataset before `start`: it must be met again. */
  readonly last: string | null
}

function position(checkpoint: JsonValue): Position {
  if (!isObject(checkpoint) || typeof checkpoint.start !== 'number') return { start: 0, last: null }
  return { start: checkpoint.start, last: typeof checkpoint.last === 'string' ? checkpoint.last : null }
}

/**
 * By package_search in the order of ids. Each page begins with the last dataset of the one before: when something
 * vanished in between, that shows, and the listing steps back instead of missing what moved up.
 */
async function* bySearch(listing: CkanListing): AsyncGenerator<CkanPage> {
  const { url, web, fq, query = {} } = listing
  const seen = new Set<string>()
  let { start, last } = position(listing.checkpoint)
  const skipped = start
  let { rows } = listing
  let stepsBack = 0
  for (;;) {
    const from = last === null ? start : start - 1
    const asked = { ...query, sort: 'id asc', start: String(from), rows: String(rows) }
    let result: JsonValue
    try {
      result = await askCkan(
        web,
        url,
        'package_search',
        fq.length > 0 ? { ...asked, fq: fq.join(' ') } : asked,
      )
    } catch (error) {
      if (rows <= FEWEST || !isTooMuch(error)) {
        const isRefused = error instanceof HarvestError || (error instanceof FetchError && !error.isTemporary)
        throw isRefused && start === 0 ? new SearchRefused(error.message) : error
      }
      rows = Math.max(FEWEST, Math.floor(rows / 5))
      continue
    }
    if (!isObject(result) || typeof result.count !== 'number' || !Array.isArray(result.results))
      throw new HarvestError(`${url} answered package_search in another shape than CKAN.`)
    const found = objectsOf(result.results)
    const isMoved = last !== null && (found[0] === undefined || idOf(found[0]) !== last)
    if (isMoved) {
      stepsBack++
      if (stepsBack > MOST_STEPS_BACK)
        throw new HarvestError(
          `${url} gives its datasets in another order each time, or the same again and again.`,
        )
      start = Math.max(0, from - rows)
      last = null
      continue
    }
    const fresh = found.slice(last === null ? 0 : 1)
    if (fresh.length === 0) {
      if (seen.size + skipped < result.count)
        throw new HarvestError(
          `${url} says it has ${String(result.count)} datasets, and gave ${String(seen.size + skipped)}.`,
        )
      return
    }
    for (const dataset of fresh) seen.add(idOf(dataset))
    start = from + found.length
    last = idOf(fresh.at(-1) ?? {})
    yield { datasets: fresh, total: result.count, checkpoint: { start, last } }
  }
}

/** Datasets that are asked for one by one between two checkpoints. */
const TOGETHER = 50

/** By package_list and package_show, for servers whose search does not work. */
async function* byName({ url, web, checkpoint }: CkanListing): AsyncGenerator<CkanPage> {
  const listed = await askCkan(web, url, 'package_list', {})
  if (!Array.isArray(listed))
    throw new HarvestError(`${url} answered package_list in another shape than CKAN.`)
  const names = textsOf(listed)
  const first = isObject(checkpoint) && typeof checkpoint.name === 'string' ? checkpoint.name : undefined
  const begin = first === undefined ? 0 : names.findIndex((name) => name > first)
  for (let at = begin < 0 ? names.length : begin; at < names.length; at += TOGETHER) {
    const datasets: JsonObject[] = []
    const part = names.slice(at, at + TOGETHER)
    for (const id of part) {
      try {
        const shown = await askCkan(web, url, 'package_show', { id })
        if (isObject(shown)) datasets.push(shown)
      } catch (error) {
        // Deleted since, or not for everybody.
        if (!(error instanceof FetchError) || ![403, 404].includes(error.status ?? 0)) throw error
      }
    }
    yield { datasets, total: names.length, checkpoint: { name: part.at(-1) ?? '' } }
  }
}

/**
 * All datasets of a CKAN, page by page.
 *
 * @throws HarvestError when it cannot be read whole; FetchError
 */
export async function* listCkanDatasets(listing: CkanListing): AsyncGenerator<CkanPage> {
  const isByName = isObject(listing.checkpoint) && 'name' in listing.checkpoint
  if (!isByName) {
    try {
      yield* bySearch(listing)
      return
    } catch (error) {
      if (!(error instanceof SearchRefused) || listing.fq.length > 0) throw error
    }
  }
  yield* byName(listing)
}
