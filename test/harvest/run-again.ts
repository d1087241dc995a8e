import type { App } from '../../src/app.ts'
import { harvestJob } from '../../src/harvest/harvest-job.ts'
import { performHarvest } from '../../src/harvest/perform-harvest.ts'
import { handleJob } from '../../src/jobs/handle-job.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { harvestWriter } from '../../src/loading/harvest-writer.ts'

/** Runs what is due with a new worker, as after a restart. */
export async function createWorkerAgain({ services, store, uploadFolder: temporary }: App): Promise<void> {
  const run = handleJob(harvestJob, ({ source_id }, job) =>
    performHarvest(services, harvestWriter(services, { temporary }), source_id, job),
  )
  const worker = createWorker({ store, jobs: services.jobs, handlers: [run] })
  await worker.runDue()
  await worker.stop()
}
