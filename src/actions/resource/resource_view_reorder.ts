import { requireResourceEditable } from '../../auth/resources.ts'
import { findResource } from '../../catalogue/resource/resource-find.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { requireAll } from '../../kernel/require-all.ts'
import { textOf } from '../../validation/rules/texts.ts'

function wantedOrder(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ValidationError({ order: 'Must supply order as a list' })
  if (new Set(value).size !== value.length)
    throw new ValidationError({ order: 'No duplicates allowed in order' })
  return value
}

export default defineAction({
  find: async (context, params) => {
    requireAll(params, ['id', 'order'])
    const order = wantedOrder(params['order'])
    return { order, ...(await findResource(context, params['id'], 'Resource was not found.')) }
  },
  authorize: (context, _params, { resource, owner }) => requireResourceEditable(context, resource, owner),
  run: async ({ store }, { id }, { resource, order }) => {
    const views = await store.resources.viewsOf(resource.id)
    const first = order.map((wanted) => {
      const view = views.find((candidate) => candidate.id === wanted)
      if (!view) throw new ValidationError({ order: `View ${textOf(wanted)} does not exist` })
      return view
    })
    const ordered = [...first, ...views.filter((view) => !first.includes(view))]
    for (const [index, view] of ordered.entries()) await store.resources.saveView({ ...view, order: index })
    return { id, order: ordered.map((view) => view.id) }
  },
})
