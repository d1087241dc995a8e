import {
  findPair,
  findRelationship,
  requirePairEditable,
  showRelationship,
} from '../../catalogue/package/relationship-pair.ts'
import { renderRelated } from '../../catalogue/package/relationship-save.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  find: findPair,
  authorize: (context, _params, pair) => requirePairEditable(context, pair),
  run: async (context, { type, comment }, pair) => {
    const known = await findRelationship(context, pair, type)
    if (!known) throw new NotFound('This relationship between the packages was not found.')
    const row = comment === undefined || comment === null ? known : { ...known, comment: textOf(comment) }
    await context.store.relationships.put(row)
    await renderRelated(context, [...new Set([pair.subject.id, pair.object.id])])
    return showRelationship(context, row)
  },
})
