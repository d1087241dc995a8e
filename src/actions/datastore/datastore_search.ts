import { findSearched, searchTable } from '../../catalogue/datastore/datastore-search.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_search', params),
  find: findSearched,
  authorize: () => undefined,
  run: searchTable,
})
