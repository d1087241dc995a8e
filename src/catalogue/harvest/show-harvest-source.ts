import { canEditSource } from '../../auth/harvest.ts'
import type { Context } from '../../kernel/context.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'
import { shownHarvestJob } from './show-harvest-job.ts'

/** How a source stands: its runs, its datasets, when it runs next. */
export async function harvestStatus(
  { store }: Context,
  source: HarvestSourceRow,
): Promise<Readonly<Record<string, unknown>>> {
  const [last] = await store.harvestJobs.list(source.id, null, 1)
  return {
    job_count: await store.harvestJobs.count(source.id),
    last_job: last ? await shownHarvestJob(store, last) : null,
    total_datasets: await store.harvestObjects.countCurrent(source.id),
    next_run: source.next_run === null ? null : new Date(source.next_run).toISOString().slice(0, 19),
  }
}

/** A source as harvest_source_show answers it. Its configuration may hold secrets: those who may not edit it see none. */
export async function shownHarvestSource(
  context: Context,
  source: HarvestSourceRow,
): Promise<Readonly<Record<string, unknown>>> {
  const { next_run: _next, validators: _validators, config, ...shown } = source
  return {
    ...shown,
    type: 'harvest',
    config: (await canEditSource(context, source)) ? config : null,
    status: await harvestStatus(context, source),
  }
}
