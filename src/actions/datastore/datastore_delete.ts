import { followDatastore } from '../../catalogue/datastore/datastore-active.ts'
import { deleteRecords, refuseExtras } from '../../catalogue/datastore/datastore-delete.ts'
import { findWritableTable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_delete', params),
  find: findWritableTable,
  authorize: () => undefined,
  run: async (context, params, { resourceId }) => {
    const { force: _force, filters, ...shown } = params
    if (filters === undefined || filters === null) {
      await context.datastore.drop(resourceId)
      await followDatastore(context, resourceId, false)
      return shown
    }
    refuseExtras(params)
    return { ...shown, filters, ...(await deleteRecords(context, resourceId, params)) }
  },
})
