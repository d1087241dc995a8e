import type { Services } from '../kernel/context.ts'
import { queueHarvest } from './harvest-job.ts'

/** At the start: queues the next run of each source, should the queue have been emptied, and runs that were broken off. */
export async function planHarvests({ jobs, store }: Services): Promise<void> {
  const sources = await store.harvestSources.all(false)
  for (const source of sources) {
    const isOpen = (await store.harvestJobs.open(source.id)) !== undefined
    if (isOpen || source.next_run !== null)
      await queueHarvest(jobs, store, source, isOpen ? Date.now() : (source.next_run ?? Date.now()))
  }
}
