import type { JsonObject, JsonValue } from '../../core/json.ts'
import { fromCkan1, isCkan1Record } from './ckan1-record.ts'
import { fromDkan, isDkanRecord } from './dkan-record.ts'
import { isObject } from './is-object.ts'
import { parseItem } from './json-item.ts'
import { jsonItems } from './json-items.ts'
import { openSource, STANDARD_INPUT } from './open-source.ts'
import { recognise } from './recognise.ts'
import type { CatalogueRecord, RecordKind, UnreadableRecord } from './record.ts'
import { UnreadableSource } from './unreadable-source.ts'

export type Dialect = 'CKAN' | 'CKAN 1.x' | 'DKAN'

/** What a source turned out to be, known with its first record. */
export interface Recognised {
  readonly source: string
  readonly kind: RecordKind
  readonly dialect: Dialect
}

export interface ReadOptions {
  /** Takes every record as this kind instead of guessing. */
  readonly kind?: RecordKind | undefined
  readonly onRecognised?: (recognised: Recognised) => void
  /** Bytes taken from the source as it lies on disk. */
  readonly onBytes?: (count: number) => void
}

export const sourceName = (path: string): string => (path === STANDARD_INPUT ? 'standard input' : path)

function dialectOf(kind: RecordKind, record: JsonObject): Dialect {
  if (kind !== 'dataset') return 'CKAN'
  return isDkanRecord(record) ? 'DKAN' : isCkan1Record(record) ? 'CKAN 1.x' : 'CKAN'
}

function inCkansShape(dialect: Dialect, record: JsonObject): JsonObject {
  if (dialect === 'DKAN') return fromDkan(record)
  return dialect === 'CKAN 1.x' ? fromCkan1(record) : record
}

/**
 * The records in a JSON value: itself, or those of the answer that it is.
 *
 * @param isListTaken the list of records in it was already read
 * @throws Error when it is an answer that reports an error
 */
function recordsIn(value: JsonValue, isListTaken: boolean): readonly JsonValue[] {
  if (Array.isArray(value)) return isListTaken ? [] : (value as readonly JsonValue[])
  if (!isObject(value)) return [value]
  const { success, result, results } = value
  if (success === false)
    throw new Error(`it is an answer that reports an error: ${JSON.stringify(value.error ?? null)}`)
  if (Array.isArray(results)) return recordsIn(results, isListTaken)
  return success === true && result !== undefined ? recordsIn(result, isListTaken) : [value]
}

/**
 * The records of one source (a path or `-`), in CKAN's present shape, one after another in constant memory. Reads the
 * JSON lines of `ckanapi dump`, the answers of package_search, package_show, current_package_list_with_resources,
 * organization_list and group_list, lists of records, CKAN 1.x and DKAN; gzip or not.
 *
 * @throws UnreadableSource when the source is something else: the message says what was found
 */
export async function* readCatalogue(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<CatalogueRecord | UnreadableRecord> {
  const source = sourceName(path)
  let isFirst = true
  for await (const item of jsonItems(openSource(path, options.onBytes))) {
    const { line } = item
    if (item.bytes === undefined) {
      yield { kind: undefined, reason: item.problem, source, line }
      continue
    }
    let values: readonly JsonValue[]
    try {
      values = recordsIn(parseItem(item.bytes) as JsonValue, item.isDocument === true)
    } catch (error) {
      yield { kind: undefined, reason: (error as Error).message, source, line }
      continue
    }
    for (const value of values) {
      const recognised =
        options.kind !== undefined && isObject(value) ? { kind: options.kind } : recognise(value)
      if ('found' in recognised) {
        if (isFirst) throw new UnreadableSource(recognised.found)
        yield { kind: undefined, reason: recognised.found, source, line }
        continue
      }
      const record = value as JsonObject
      const { kind } = recognised
      const dialect = dialectOf(kind, record)
      if (isFirst) options.onRecognised?.({ source, kind, dialect })
      isFirst = false
      yield { kind, record: inCkansShape(dialect, record), source, line }
    }
  }
}
