import { callAction } from '../../actions/call.ts'
import type { JsonObject } from '../../core/json.ts'
import { isObject, objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import type { Remote } from './remote.ts'

const OPERATOR = { user: undefined, operator: true } as const
/** Rows that are asked for at a time: CKAN gives no more. */
const PAGE = 10_000

/** Brings the table of a resource. @returns its rows; undefined when it cannot be read @throws DomainError, HarvestError */
export async function cloneTable(
  services: Services,
  remote: Remote,
  resourceId: string,
): Promise<number | undefined> {
  let count = 0
  for (;;) {
    const query = { resource_id: resourceId, sort: '_id', limit: String(PAGE), offset: String(count) }
    const page = await remote.find('datastore_search', query)
    if (!page) return count === 0 ? undefined : count
    const records = objectsOf(page.records).map(({ _id, ...row }): JsonObject => row)
    if (count === 0) {
      const fields = objectsOf(page.fields)
        .filter(({ id }) => id !== '_id')
        .map(({ id, type, info }) => ({
          id: textOf(id),
          type: textOf(type),
          ...(isObject(info) ? { info } : {}),
        }))
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
