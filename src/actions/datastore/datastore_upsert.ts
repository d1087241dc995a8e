import { findWritableTable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { keyNotFound } from '../../catalogue/key-not-found.ts'
import { updatedRecords } from '../../catalogue/datastore/updated-records.ts'
import { defineAction } from '../../kernel/action.ts'

const isNothing = (records: unknown): boolean =>
  records === undefined ||
  records === null ||
  records === '' ||
  (Array.isArray(records) && records.length === 0)

export default defineAction({
  writes: false,
  validatesFirst: true,
  exactNumbers: true,
  prepare: (_context, params) => datastoreParams('datastore_upsert', params),
  find: findWritableTable,
  authorize: () => undefined,
  run: async (context, params, { resourceId }) => {
    const { force: _force, records, ...shown } = params
    if (isNothing(records)) return shown
    const method = (params['method'] ?? 'upsert') as 'insert' | 'update' | 'upsert'
    const isDry = params['dry_run'] === true
    try {
      const ids = await context.datastore.upsert({ resourceId, records, method }, isDry)
      if (params['include_records'] !== true || isDry) return { ...shown, records }
      return { ...shown, records: await updatedRecords(context, resourceId, ids) }
    } catch (error) {
      throw keyNotFound(error)
    }
  },
})
