import { requireReadable } from '../../auth/packages.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: async ({ store }, { id, dataset_id: dataset }) => {
    if (id === undefined && dataset === undefined)
      throw new ValidationError({ id: ['Please provide either an "id" or a "dataset_id" parameter'] })
    const row = typeof dataset === 'string' ? await store.packages.find(dataset) : undefined
    const found =
      id === undefined
        ? row && (await store.harvestObjects.ofPackage(row.id))
        : await store.harvestObjects.get(typeof id === 'string' ? id : '')
    const owner = found?.package_id ? await store.packages.find(found.package_id) : undefined
    if (!found || !owner) throw new NotFound('Harvest object')
    return { object: found, dataset: owner }
  },
  authorize: (context, _params, { dataset }) => requireReadable(context, dataset),
  run: (_context, _params, { object }) => ({
    id: object.id,
    guid: object.guid,
    current: object.state === 'current',
    gathered: object.gathered,
    metadata_modified_date: object.modified,
    state: object.state === 'refused' ? 'ERROR' : 'COMPLETE',
    report_status: object.state === 'deleted' ? 'deleted' : object.reason === null ? 'added' : 'errored',
    package_id: object.package_id,
    harvest_source_id: object.source_id,
    harvest_job_id: object.job_id,
    // What a source sent is not kept.
    content: null,
  }),
})
