import { deleteRecords } from '../../catalogue/datastore/datastore-delete.ts'
import { findWritableTable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_records_delete', params),
  find: findWritableTable,
  authorize: () => undefined,
  run: async (context, params, { resourceId }) => {
    const { force: _force, __extras: _extras, ...shown } = params
    return { ...shown, ...(await deleteRecords(context, resourceId, params)) }
  },
})
