import { findLoaded, loadStatus, requireLoader } from '../../catalogue/datastore/load-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findLoaded,
  authorize: requireLoader,
  run: (context, _params, { resource }) => loadStatus(context, resource.id, 'xloader'),
})
