import { requireSourceEditable } from '../../auth/harvest.ts'
import { findHarvestJob } from '../../catalogue/harvest/find-harvest-job.ts'
import { shownHarvestJob } from '../../catalogue/harvest/show-harvest-job.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findHarvestJob,
  authorize: (context, _params, { source }) => requireSourceEditable(context, source),
  run: ({ store }, _params, { job }) => shownHarvestJob(store, job),
})
