import { requireSysadmin } from '../../auth/sysadmin.ts'
import { requestedQueues } from '../../catalogue/job/job-queues.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (_context, params) => requestedQueues(params),
  authorize: requireSysadmin,
  run: async ({ store }, _params, named) => {
    const queues = named.length > 0 ? named : await store.jobs.queues()
    await store.jobs.clear(queues, Date.now())
    return queues
  },
})
