import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findTable } from '../../catalogue/datastore/datastore-find.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  authorize: requireSysadmin,
  // No table has triggers here, so nothing changes: what remains of the answer is how many rows were looked at.
  run: async (context, params) => (await findTable(context, params['resource_id'])).count,
})
