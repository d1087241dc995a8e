import { defineJob } from '../jobs/define-job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import type { Store } from '../store/store.ts'

interface HarvestRequest {
  readonly source_id: string
}

/** Harvests a source: the run that waits, or a new one. Of one source one runs at a time. */
export const harvestJob = defineJob<HarvestRequest>({
  kind: 'harvest',
  title: ({ source_id }) => `Harvest the source ${source_id}`,
  queue: 'harvest',
  // They wait for other servers most of the time.
  concurrency: 12,
  timeLimit: 24 * 3600,
  attempts: 10,
  backoff: 60,
})

/** Queues the next run of a source. */
export async function queueHarvest(
  jobs: Jobs,
  store: Store,
  source: Pick<HarvestSourceRow, 'id'>,
  runAt = Date.now(),
): Promise<void> {
  await jobs.enqueue(store, harvestJob, { source_id: source.id }, { key: source.id, runAt })
}

/** Whether the queue knows of a run of a source; a run that was killed too often is there without. */
export async function isHarvestQueued(store: Store, sourceId: string): Promise<boolean> {
  const job = await store.jobs.latest(harvestJob.kind, sourceId)
  return job?.state === 'queued' || job?.state === 'running'
}
