import { requireSourceEditable } from '../../auth/harvest.ts'
import { endHarvestJob } from '../../catalogue/harvest/end-harvest-job.ts'
import { findHarvestJob } from '../../catalogue/harvest/find-harvest-job.ts'
import { shownHarvestJob } from '../../catalogue/harvest/show-harvest-job.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findHarvestJob,
  authorize: (context, _params, { source }) => requireSourceEditable(context, source),
  run: async (context, _params, { job, source }) => {
    const { store } = context
    if (job.status !== 'New' && job.status !== 'Running')
      throw new ValidationError({ id: ['The job has ended already.'] })
    await endHarvestJob(context, source)
    const ended = await store.harvestJobs.get(job.id)
    return shownHarvestJob(store, ended ?? job)
  },
})
