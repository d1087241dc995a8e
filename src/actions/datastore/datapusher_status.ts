import { findLoaded, loadStatus, requireLoader } from '../../catalogue/datastore/load-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findLoaded,
  authorize: requireLoader,
  run: async (context, _params, { resource }) => {
    const status = await loadStatus(context, resource.id, 'datapusher')
    return { ...status, job_key: status['job_id'] }
  },
})
