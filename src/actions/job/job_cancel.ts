import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findJob } from '../../catalogue/job/find-job.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findJob,
  authorize: requireSysadmin,
  run: async ({ jobs, store }, _params, { id }) => {
    if (!(await jobs.cancel(store, id))) await store.jobs.forget(id)
    return null
  },
})
