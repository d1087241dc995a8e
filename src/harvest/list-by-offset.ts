import type { JsonObject, JsonValue } from '../core/json.ts'
import { FetchError } from '../fetch/fetch-error.ts'
import { HarvestError } from './harvest-error.ts'
import type { PoliteClient } from './polite-client.ts'
import { isObject, objectsOf } from './record-values.ts'
import type { HarvestPage, HarvestRecord } from './source-kind.ts'

export interface OffsetListing {
  readonly web: PoliteClient
  readonly checkpoint: JsonValue
  readonly address: (offset: number) => string
  /** Names of the list and of the number of all in an answer. */
  readonly list: string
  readonly total: string
  readonly record: (item: JsonObject) => HarvestRecord
}

/** A page beyond the last one may be refused instead of being empty. */
async function pageBeyond(web: PoliteClient, url: string): Promise<JsonValue | undefined> {
  try {
    return await web.getJson(url)
  } catch (error) {
    if (error instanceof FetchError && error.status === 400) return undefined
    throw error
  }
}

/**
 * Reads an API whose pages are asked for by the number of items before them. Whether there are as many as it says shows
 * the page behind the last one.
 * @throws HarvestError, FetchError
 */
export async function* listByOffset(listing: OffsetListing): AsyncGenerator<HarvestPage> {
  const { web, checkpoint, address, list, total: totalName, record } = listing
  const seen = new Set<string>()
  let offset = isObject(checkpoint) ? Number(checkpoint.offset) : 0
  let isWhole = false
  for (;;) {
    const url = address(offset)
    const page: JsonValue | undefined = isWhole ? await pageBeyond(web, url) : await web.getJson(url)
    if (page === undefined) return
    const total: JsonValue | undefined = isObject(page) ? page[totalName] : undefined
    if (!isObject(page) || !Array.isArray(page[list]) || typeof total !== 'number')
      throw new HarvestError(`${url} answered in another shape than it should.`)
    const items = objectsOf(page[list])
    if (items.length === 0) {
      if (offset < total)
        throw new HarvestError(`${url} says there are ${total} datasets, and gave ${offset}.`)
      return
    }
    if (isWhole) throw new HarvestError(`${url} says there are ${total} datasets, and gives more.`)
    const records = items.map(record)
    if (records.every(({ guid }) => seen.has(guid)))
      throw new HarvestError(`${url} gives the same datasets again and again.`)
    for (const { guid } of records) seen.add(guid)
    offset += items.length
    yield { records, total, checkpoint: { offset } }
    isWhole = offset >= total
  }
}
