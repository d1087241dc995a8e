import { requireSourceEditable } from '../../auth/harvest.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { shownHarvestJob } from '../../catalogue/harvest/show-harvest-job.ts'
import { defineAction } from '../../kernel/action.ts'

const MOST = 1000

export default defineAction({
  sideEffectFree: true,
  find: (context, params) =>
    params.source_id === undefined ? undefined : findHarvestSource(context, params, 'source_id'),
  authorize: async (context, _params, source) => {
    if (source) await requireSourceEditable(context, source)
    else requireSysadmin(context)
  },
  run: async ({ store }, { status }, source) => {
    const wanted = typeof status === 'string' && status !== '' ? status : null
    const jobs = await store.harvestJobs.list(source?.id ?? null, wanted, MOST)
    return Promise.all(jobs.map((job) => shownHarvestJob(store, job)))
  },
})
