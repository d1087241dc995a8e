import { requireEditable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/find-package.ts'
import { addDefaultViews } from '../../catalogue/resource-views.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
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
  find: (context, params) => {
    const dataset = required(params, 'package')
    if (typeof dataset !== 'object' || dataset === null) {
      throw new ValidationError({ package: ['Must be a dict'] })
    }
    return findPackageRecord(context, (dataset as Named).id)
  },
  authorize: (context, _params, owner) => requireEditable(context, owner),
  run: (context, params, owner) => {
    const ids = listed(params['package'] as Named)
    return addDefaultViews(
      context,
      owner.resources.filter((resource) => ids.includes(resource.id)),
    )
  },
})
