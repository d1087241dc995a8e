import { now } from '../core/time.ts'
import { fetchPolicy } from '../fetch/fetch-policy.ts'
import type { RunningJob } from '../jobs/handle-job.ts'
import type { Services } from '../kernel/context.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import { nextRun } from './frequency.ts'
import { queueHarvest } from './harvest-job.ts'
import type { HarvestWriter } from './harvest-writer.ts'
import { openHarvestJob } from './open-harvest-job.ts'
import { politeClient, type PoliteClient } from './polite-client.ts'
import { runHarvest, type HarvestOptions } from './run-harvest.ts'

/** A client for a source as the operator's options want it. */
export function clientFor(
  { config }: Pick<Services, 'config'>,
  source: HarvestSourceRow,
  signal: AbortSignal,
  isForced: boolean,
): PoliteClient {
  return politeClient({
    policy: {
      ...fetchPolicy(config),
      maxSize: config['ckanister.harvest.max_size'],
      timeout: config['ckanister.harvest.timeout'],
    },
    requestsPerSecond: config['ckanister.harvest.requests_per_second'],
    patience: config['ckanister.harvest.patience'],
    signal,
    validators: isForced ? undefined : (source.validators ?? undefined),
  })
}

async function schedule({ jobs, store }: Services, source: HarvestSourceRow): Promise<void> {
  const at = nextRun(source.frequency, Date.now())
  await store.write(async (tx) => {
    await tx.harvestSources.setNextRun(source.id, at)
    if (at !== null) await queueHarvest(jobs, tx, source, at)
  })
}

/**
 * A harvest as a job: goes on with the run that was broken off, or begins the one that waits or is due; then plans the
 * next. What is wrong with the source is told in the run's errors, and the job itself is done.
 */
export async function performHarvest(
  services: Services,
  write: HarvestWriter,
  sourceId: string,
  { signal, log, progress }: Pick<RunningJob, 'signal' | 'log' | 'progress'>,
): Promise<unknown> {
  const { store } = services
  const source = await store.harvestSources.find(sourceId)
  if (source?.state !== 'active') return { skipped: 'The source is gone.' }
  const job = await store.write(async (tx) => {
    const open = await openHarvestJob(tx, source.id)
    await tx.harvestJobs.begin(open.id, now())
    return open
  })
  if (job.checkpoint !== null) log('Goes on where it was broken off.')
  const options = JSON.parse(job.options) as HarvestOptions
  const isForced = options.force === true
  const { counts, errors } = await runHarvest({
    store,
    source,
    job,
    options,
    write,
    signal,
    web: clientFor(services, source, signal, isForced || job.checkpoint !== null),
    onPage: (done, total) => {
      if (total !== undefined && total > 0) progress(done / total)
    },
  })
  for (const error of errors) log(error)
  await store.write((tx) => tx.harvestJobs.finish(job.id, 'Finished', now(), errors))
  await schedule(services, source)
  return { job: job.id, ...counts, errors: errors.length }
}
