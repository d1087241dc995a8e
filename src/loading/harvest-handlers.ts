import { clearHarvest, clearJob } from '../harvest/clear-harvest.ts'
import { harvestJob } from '../harvest/harvest-job.ts'
import { performHarvest } from '../harvest/perform-harvest.ts'
import { handleJob, type JobHandler } from '../jobs/handle-job.ts'
import type { Services } from '../kernel/context.ts'
import { harvestWriter } from './harvest-writer.ts'

/**
 * What the jobs of harvests do.
 *
 * @param temporary folder on the file system of the uploads
 */
export const harvestHandlers = (services: Services, temporary: string): readonly JobHandler[] => [
  handleJob(harvestJob, ({ source_id }, job) =>
    performHarvest(services, harvestWriter(services, { temporary }), source_id, job),
  ),
  handleJob(clearJob, ({ source_id }, job) =>
    clearHarvest(services.store, harvestWriter(services, { temporary }), source_id, job),
  ),
]
