import { requirePackageUpdatable } from '../../auth/datastore.ts'
import { createTable } from '../../catalogue/datastore/datastore-create.ts'
import { requireTableEditable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  exactNumbers: true,
  prepare: (_context, params) => datastoreParams('datastore_create', params),
  authorize: async (context, params) => {
    const resource = params['resource'] as { readonly package_id?: unknown } | undefined
    if (resource?.package_id) await requirePackageUpdatable(context, resource.package_id)
    else if (params['resource_id'] !== undefined) await requireTableEditable(context, params)
  },
  run: createTable,
})
