import { requireEditable } from '../../auth/packages.ts'
import { requireResourceReadable } from '../../auth/resources.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { addViewsOfKind, describedResource } from '../../catalogue/resource/resource-views.ts'
import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

interface Named {
  readonly id?: unknown
  readonly resources?: unknown
}

/** The resources that the call lists: views are made for these alone. */
function listed({ resources }: Named): readonly Params[] {
  const items = (Array.isArray(resources) ? resources : []) as readonly unknown[]
  return items.map((item) => (typeof item === 'object' && item !== null ? (item as Params) : {}))
}

export default defineAction({
  find: async (context, params) => {
    const dataset = required(params, 'package')
    if (typeof dataset !== 'object' || dataset === null) {
      throw new ValidationError({ package: ['Must be a dict'] })
    }
    const given = listed(dataset)
    const ids = given.map(({ id }) => id)
    // The dataset is looked up to ask who may; without resources a sysadmin is not asked anything (CKAN).
    if (isSysadmin(context) && ids.length === 0) return undefined
    const owner = await findPackageRecord(context, (dataset as Named).id)
    return { owner, given, resources: owner.resources.filter((resource) => ids.includes(resource.id)) }
  },
  authorize: async (context, _params, found) => {
    if (!found) return
    await requireEditable(context, found.owner)
    for (const resource of found.resources) await requireResourceReadable(context, resource, found.owner)
  },
  run: (context, { create_datastore_views: ofTables }, found) => {
    if (!found) return []
    const described = found.resources.map(({ id }) =>
      describedResource(id, found.given.find((item) => item['id'] === id) ?? {}),
    )
    return addViewsOfKind(context, found.owner, described, !isFalsy(ofTables))
  },
})
