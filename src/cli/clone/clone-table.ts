import { callAction } from '../../actions/call.ts'
import { NotFound } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import { isObject, itemsOf, objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import { parseMarked, withDigits, withNumbers } from './exact-numbers.ts'
import type { Remote } from './remote.ts'

const OPERATOR = { user: undefined, operator: true } as const
/** Rows that are asked for at a time: CKAN gives no more. */
const PAGE = 10_000

/** Types of columns that hold JSON. */
const JSON_TYPES = new Set(['json', 'jsonb', 'nested', '_json', '_jsonb'])

interface TablePage {
  readonly fields: readonly { readonly id: string; readonly type: string }[]
  readonly records: readonly JsonObject[]
}

/** Rows of a table as they are to be stored, numbers with all their digits; undefined when it cannot be read. */
async function readPage(remote: Remote, resourceId: string, offset: number): Promise<TablePage | undefined> {
  const query = { resource_id: resourceId, sort: '_id', limit: String(PAGE), offset: String(offset) }
  const page = await remote.find('datastore_search', query, parseMarked)
  // CKAN gives no whole rows of a table with a column named j.
  if (!page || objectsOf(page.records).length !== itemsOf(page.records).length) return undefined
  const fields = objectsOf(page.fields)
    .filter(({ id }) => id !== '_id')
    .map(({ id, type, info }) => ({
      id: textOf(id),
      type: textOf(type),
      ...(isObject(info) ? { info: withNumbers(info) } : {}),
    }))
  const jsonColumns = new Set(fields.filter(({ type }) => JSON_TYPES.has(type)).map(({ id }) => id))
  const stored = (row: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => column !== '_id')
        .map(([column, value]) => [column, jsonColumns.has(column) ? withNumbers(value) : withDigits(value)]),
    )
  return { fields, records: objectsOf(page.records).map(stored) }
}

/** A table that an earlier clone brought would get its rows twice. */
async function dropTable(services: Services, resourceId: string): Promise<void> {
  try {
    await callAction(services, 'datastore_delete', { resource_id: resourceId, force: true }, OPERATOR)
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
}

/** Brings the table of a resource in place of the one that is here. @returns its rows; undefined when it cannot be read @throws DomainError, HarvestError */
export async function cloneTable(
  services: Services,
  remote: Remote,
  resourceId: string,
): Promise<number | undefined> {
  let count = 0
  for (;;) {
    const page = await readPage(remote, resourceId, count)
    if (!page) return count === 0 ? undefined : count
    const { fields, records } = page
    if (count === 0) {
      await dropTable(services, resourceId)
      const table = { resource_id: resourceId, force: true, fields, records }
      await callAction(services, 'datastore_create', table, OPERATOR)
    } else if (records.length > 0) {
      const more = { resource_id: resourceId, force: true, method: 'insert', records }
      await callAction(services, 'datastore_upsert', more, OPERATOR)
    }
    count += records.length
    if (records.length < PAGE) return count
  }
}
