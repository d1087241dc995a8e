import { requireSourceEditable } from '../../auth/harvest.ts'
import { endHarvestJob } from '../../catalogue/harvest/end-harvest-job.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { now } from '../../core/time.ts'
import { queueClear } from '../../harvest/clear-harvest.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (context, params) => findHarvestSource(context, params),
  authorize: (context, _params, source) => requireSourceEditable(context, source),
  run: async (context, { clear_source: clear }, source) => {
    const { store, jobs } = context
    await endHarvestJob(context, source)
    await store.harvestSources.save({
      ...source,
      state: 'deleted',
      // The name is free for another source.
      name: source.id,
      next_run: null,
      metadata_modified: now(),
    })
    if (clear === true || clear === 'true') await queueClear(jobs, store, source)
    return { id: source.id }
  },
})
