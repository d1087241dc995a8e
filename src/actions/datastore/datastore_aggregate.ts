import { aggregateTable } from '../../catalogue/aggregate-table.ts'
import { findTable, requireTableReadable } from '../../catalogue/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_aggregate', params),
  find: (context, params) => findTable(context, params['resource_id']),
  authorize: (context, _params, { resourceId }) => requireTableReadable(context, resourceId),
  run: aggregateTable,
})
