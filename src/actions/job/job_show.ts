import { findJob } from '../../catalogue/job/find-job.ts'
import { shownJob } from '../../catalogue/job/show-job.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findJob,
  authorize: requireSysadmin,
  run: (_context, _params, job) => shownJob(job),
})
