import { aggregateTable } from '../../catalogue/datastore/aggregate-table.ts'
import { findTable, requireTableReadable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_aggregate', params),
  find: (context, params) => findTable(context, params['resource_id']),
  authorize: (context, _params, { resourceId }) => requireTableReadable(context, resourceId),
  run: aggregateTable,
})
