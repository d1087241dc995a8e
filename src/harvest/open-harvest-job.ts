import { newId } from '../core/ids.ts'
import { now } from '../core/time.ts'
import type { HarvestJobRow } from '../store/harvest-jobs.ts'
import type { Store } from '../store/store.ts'
import type { HarvestOptions } from './run-harvest.ts'

/** The run of a source that waits or runs; a new one when there is none. */
export async function openHarvestJob(
  tx: Store,
  sourceId: string,
  options: HarvestOptions = {},
): Promise<HarvestJobRow> {
  const open = await tx.harvestJobs.open(sourceId)
  if (open) return open
  const id = newId()
  await tx.harvestJobs.add({ id, source_id: sourceId, created: now(), options: JSON.stringify(options) })
  const made = await tx.harvestJobs.get(id)
  if (!made) throw new Error('A run that was just added is gone.')
  return made
}
