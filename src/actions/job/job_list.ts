import { requireSysadmin } from '../../auth/sysadmin.ts'
import { requestedQueues } from '../../catalogue/job/job-queues.ts'
import { shownJob } from '../../catalogue/job/show-job.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (_context, params) => requestedQueues(params),
  authorize: requireSysadmin,
  run: async ({ store }, _params, named) => {
    const queues = named.length > 0 ? named : await store.jobs.queues()
    const waiting = await Promise.all(queues.map((queue) => store.jobs.waiting(queue)))
    return waiting.flat().map(shownJob)
  },
})
