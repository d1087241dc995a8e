import { requireReadable } from '../../auth/packages.ts'
import { datasetGraph } from '../../catalogue/package/dataset-graph.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { ValidationError } from '../../core/errors.ts'
import { writeCroissant } from '../../dcat/writers/write-croissant.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, { id }) => {
    if (typeof id !== 'string' || id === '') throw new ValidationError({ id: ['Missing value'] })
    return findPackage(context, id)
  },
  authorize: (context, _params, row) => requireReadable(context, row),
  run: async (context, _params, row) => {
    const { graph, subject } = await datasetGraph(context, row.id, ['croissant'])
    return writeCroissant(graph, subject)
  },
})
