import { defineJob } from '../jobs/define-job.ts'
import type { RunningJob } from '../jobs/handle-job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import type { Store } from '../store/store.ts'
import type { HarvestWriter } from './harvest-writer.ts'

interface ClearRequest {
  readonly source_id: string
}

/** Deletes the datasets that came from a source. */
export const clearJob = defineJob<ClearRequest>({
  kind: 'harvest-clear',
  title: ({ source_id }) => `Delete the datasets of the source ${source_id}`,
  queue: 'harvest',
})

/** Queues the deletion of a source's datasets. */
export async function queueClear(
  jobs: Jobs,
  store: Store,
  { id }: Pick<HarvestSourceRow, 'id'>,
): Promise<void> {
  await jobs.enqueue(store, clearJob, { source_id: id }, { key: id })
}

const BATCH = 50
/** No run has this id: every object of the source is missing in it. */
const NO_RUN = ''

/** Deletes the datasets of a source, batch by batch. @returns how many there were */
export async function clearHarvest(
  store: Store,
  write: HarvestWriter,
  sourceId: string,
  { signal }: Pick<RunningJob, 'signal'>,
): Promise<number> {
  await store.write((tx) => tx.harvestSources.setValidators(sourceId, null))
  let count = 0
  for (let after = ''; ;) {
    signal.throwIfAborted()
    const objects = await store.harvestObjects.missing(sourceId, NO_RUN, after, BATCH)
    const last = objects.at(-1)
    if (!last) return count
    after = last.id
    await write(
      objects.map(({ package_id: packageId }) => ({ kind: 'delete', packageId: packageId ?? '' })),
      async (tx, written) => {
        for (const [at, object] of objects.entries()) {
          if (written[at]?.change !== 'deleted') continue
          count++
          await tx.harvestObjects.save({ ...object, state: 'deleted', hash: null })
        }
      },
    )
  }
}
