import { findHooked, hookLoad } from '../../catalogue/datastore/hook-load.ts'
import { requireLoader } from '../../catalogue/datastore/load-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findHooked,
  authorize: requireLoader,
  run: (context, params, { resource }) => hookLoad(context, params, resource, 'datapusher'),
})
