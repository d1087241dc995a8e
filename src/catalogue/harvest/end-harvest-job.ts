import { now } from '../../core/time.ts'
import { nextRun } from '../../harvest/frequency.ts'
import { harvestJob, queueHarvest } from '../../harvest/harvest-job.ts'
import type { Context } from '../../kernel/context.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'

/** Aborts the run of a source that waits or runs, if there is one; the next one is planned anew. */
export async function endHarvestJob({ store, jobs }: Context, source: HarvestSourceRow): Promise<void> {
  const open = await store.harvestJobs.open(source.id)
  if (open) await store.harvestJobs.finish(open.id, 'Aborted', now(), ['The run was aborted.'])
  const queued = await store.jobs.latest(harvestJob.kind, source.id)
  if (queued) await jobs.cancel(store, queued.id)
  const next = nextRun(source.frequency, Date.now())
  await store.harvestSources.setNextRun(source.id, next)
  if (next !== null) await queueHarvest(jobs, store, source, next)
}
