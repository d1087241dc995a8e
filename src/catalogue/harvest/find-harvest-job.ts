import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { requiredId } from '../../kernel/required.ts'
import type { HarvestJobRow } from '../../store/harvest-jobs.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'

/** A run of a source. @throws ValidationError without an id, NotFound */
export async function findHarvestJob(
  { store }: Context,
  params: Params,
): Promise<{ readonly job: HarvestJobRow; readonly source: HarvestSourceRow }> {
  const id = requiredId(params, 'id')
  const job = await store.harvestJobs.get(id)
  const source = job && (await store.harvestSources.find(job.source_id))
  if (!source) throw new NotFound(`Harvest job ${id}`)
  return { job, source }
}
