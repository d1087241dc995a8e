import { requireEditable } from '../../auth/packages.ts'
import { requireResourceReadable } from '../../auth/resources.ts'
import { findPackageRecord } from '../../catalogue/find-package.ts'
import { addDefaultViews } from '../../catalogue/resource-views.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'

interface Named {
  readonly id?: unknown
  readonly resources?: unknown
}

/** Ids of the resources that the call lists: views are made for these alone. */
function listed({ resources }: Named): readonly unknown[] {
  return Array.isArray(resources) ? resources.map((item: unknown) => (item as Named | null)?.id) : []
}

export default defineAction({
  find: async (context, params) => {
    const dataset = required(params, 'package')
    if (typeof dataset !== 'object' || dataset === null) {
      throw new ValidationError({ package: ['Must be a dict'] })
    }
    const ids = listed(dataset)
    // The dataset is looked up to ask who may; without resources a sysadmin is not asked anything (CKAN).
    if (isSysadmin(context) && ids.length === 0) return undefined
    const owner = await findPackageRecord(context, (dataset as Named).id)
    return { owner, resources: owner.resources.filter((resource) => ids.includes(resource.id)) }
  },
  authorize: async (context, _params, found) => {
    if (!found) return
    await requireEditable(context, found.owner)
    for (const resource of found.resources) await requireResourceReadable(context, resource, found.owner)
  },
  run: (context, _params, found) => (found ? addDefaultViews(context, found.owner, found.resources) : []),
})
