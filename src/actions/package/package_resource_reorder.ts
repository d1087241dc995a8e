import { requireEditable, requireReadable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { editablePackage, saveResources } from '../../catalogue/resource/resource-change.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

function wantedOrder(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ValidationError({ order: 'Must be a list of resource' })
  if (new Set(value).size !== value.length)
    throw new ValidationError({ order: 'Must supply unique resource_ids' })
  return value
}

function reordered<Resource extends { readonly id: string }>(
  order: readonly unknown[],
  resources: readonly Resource[],
): readonly Resource[] {
  const first = order.map((id) => {
    const resource = resources.find((shown) => shown.id === id)
    if (!resource) throw new ValidationError({ order: `resource_id ${textOf(id)} can not be found` })
    return resource
  })
  return [...first, ...resources.filter((resource) => !order.includes(resource.id))]
}

export default defineAction({
  find: async (context, params) => {
    const id = required(params, 'id')
    const order = wantedOrder(required(params, 'order'))
    if (isFalsy(id)) throw new ValidationError({ name_or_id: ['Missing value'] })
    return { owner: await findPackageRecord(context, id), order }
  },
  authorize: async (context, _params, { owner, order }) => {
    await requireReadable(context, owner)
    // CKAN puts them in order before it asks who may: whoever may read the dataset sees its resources.
    reordered(order, owner.resources)
    await requireEditable(context, owner)
  },
  run: async (context, { id }, { owner, order }) => {
    const dataset = await editablePackage(context, owner.id)
    const resources = reordered(order, dataset.resources)
    await saveResources(context, owner, dataset, resources)
    return { id, order: resources.map((resource) => resource.id) }
  },
})
