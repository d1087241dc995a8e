import { requireSourceEditable } from '../../auth/harvest.ts'
import { endHarvestJob } from '../../catalogue/harvest/end-harvest-job.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { queueClear } from '../../harvest/clear-harvest.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (context, params) => findHarvestSource(context, params),
  authorize: (context, _params, source) => requireSourceEditable(context, source),
  run: async (context, _params, source) => {
    await endHarvestJob(context, source)
    await queueClear(context.jobs, context.store, source)
    return { id: source.id }
  },
})
