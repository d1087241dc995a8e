import { canEditPackage } from '../../auth/packages.ts'
import { findPair, findRelationship } from '../../catalogue/package/relationship-pair.ts'
import { renderRelated } from '../../catalogue/package/relationship-save.ts'
import { NotAuthorized, NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { userName } from '../../kernel/context.ts'

export default defineAction({
  find: async (context, params) => {
    const pair = await findPair(context, params)
    const row = await findRelationship(context, pair, params['type'])
    if (!row) throw new NotFound()
    return { ...pair, row }
  },
  authorize: async (context, _params, { subject, object, row }) => {
    if ((await canEditPackage(context, subject)) && (await canEditPackage(context, object))) return
    throw new NotAuthorized(`User ${userName(context)} not authorized to delete relationship ${row.id}`)
  },
  run: async (context, _params, { subject, object, row }) => {
    await context.store.relationships.remove(row.id)
    await renderRelated(context, [...new Set([subject.id, object.id])])
    return null
  },
})
