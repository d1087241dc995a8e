import { requireReadable } from '../../auth/packages.ts'
import { datasetGraph } from '../../catalogue/package/dataset-graph.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { readRdfFormat } from '../../catalogue/package/read-rdf-format.ts'
import { ValidationError } from '../../core/errors.ts'
import { readProfiles } from '../../dcat/profiles.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, { id }) => {
    if (typeof id !== 'string' || id === '') throw new ValidationError({ id: ['Missing value'] })
    return findPackage(context, id)
  },
  authorize: (context, _params, row) => requireReadable(context, row),
  run: async (context, params, row) => {
    const write = readRdfFormat(params['format'])
    const profiles = readProfiles(params['profiles'], context.config['ckanext.dcat.rdf.profiles'])
    return write((await datasetGraph(context, row.id, profiles)).graph)
  },
})
