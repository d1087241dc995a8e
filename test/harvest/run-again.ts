import type { App } from '../../src/app.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { harvestHandlers } from '../../src/loading/harvest-handlers.ts'

/** Runs what is due with a new worker, as after a restart. */
export async function runAgain({ services, store, uploadFolder }: App): Promise<void> {
  const handlers = harvestHandlers(services, uploadFolder)
  const worker = createWorker({ store, jobs: services.jobs, handlers })
  await worker.runDue()
  await worker.stop()
}
