import { requireReadable } from '../../auth/packages.ts'
import { requireResourceCreatable } from '../../auth/resources.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { addViewsOfKind, describedResource } from '../../catalogue/resource/resource-views.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

interface Named {
  readonly id?: unknown
  readonly package_id?: unknown
}

export default defineAction({
  find: (context, params) => {
    const resource = required(params, 'resource')
    if (typeof resource !== 'object' || resource === null) {
      throw new ValidationError({ resource: ['Must be a dict'] })
    }
    return findPackageRecord(context, (resource as Named).package_id)
  },
  authorize: async (context, _params, owner) => {
    await requireResourceCreatable(context, owner)
    // Whoever may create datasets may edit a draft that nobody owns, but not read it (CKAN).
    await requireReadable(context, owner)
  },
  run: (context, { resource, create_datastore_views: ofTables }, owner) => {
    const row = owner.resources.find((candidate) => candidate.id === (resource as Named).id)
    if (!row) throw new NotFound('Resource was not found.')
    const described = describedResource(row.id, resource as Params)
    return addViewsOfKind(context, owner, [described], !isFalsy(ofTables))
  },
})
