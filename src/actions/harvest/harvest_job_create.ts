import { requireSourceEditable } from '../../auth/harvest.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { shownHarvestJob } from '../../catalogue/harvest/show-harvest-job.ts'
import { ValidationError } from '../../core/errors.ts'
import { isHarvestQueued, queueHarvest } from '../../harvest/harvest-job.ts'
import { openHarvestJob } from '../../harvest/open-harvest-job.ts'
import { defineAction } from '../../kernel/action.ts'

const isOn = (value: unknown): boolean => value === true || value === 'true'

export default defineAction({
  find: (context, params) => findHarvestSource(context, params, 'source_id'),
  authorize: (context, _params, source) => requireSourceEditable(context, source),
  run: async ({ store, jobs }, params, source) => {
    const open = await store.harvestJobs.open(source.id)
    if (open && (await isHarvestQueued(store, source.id)))
      throw new ValidationError({
        source_id: [`A job of this source waits or runs already: ${open.id}. Wait for it, or abort it.`],
      })
    const job = await openHarvestJob(store, source.id, {
      allowMassDelete: isOn(params.allow_mass_delete),
      force: isOn(params.force),
    })
    await queueHarvest(jobs, store, source)
    return shownHarvestJob(store, job)
  },
})
