import {
  findPair,
  findRelationship,
  requirePairEditable,
  showRelationship,
} from '../../catalogue/package/relationship-pair.ts'
import { forwardForm, renderRelated } from '../../catalogue/package/relationship-save.ts'
import { ValidationError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { isRelationshipType, RELATIONSHIP_TYPES } from '../../core/relationship-types.ts'
import { defineAction } from '../../kernel/action.ts'
import { pythonRepr } from '../../validation/python.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  // CKAN checks the type before it asks who may.
  find: async (context, params) => {
    const pair = await findPair(context, params)
    const { id, type } = params
    if (id) throw new ValidationError({ id: ['The input field id was not expected.'] })
    if (isRelationshipType(type)) return { ...pair, type }
    const isMissing = type === null || type === ''
    throw new ValidationError({
      type: [isMissing ? 'Missing value' : `Value must be one of ${pythonRepr(RELATIONSHIP_TYPES)}`],
    })
  },
  authorize: (context, _params, pair) => requirePairEditable(context, pair),
  run: async (context, { comment: given }, pair) => {
    const { subject, object, type } = pair
    const known = await findRelationship(context, pair, type)
    const comment = given === undefined || given === null ? (known?.comment ?? '') : textOf(given)
    const row = { ...forwardForm(subject.id, object.id, type), id: known?.id ?? newId(), comment }
    await context.store.relationships.put(row)
    await renderRelated(context, [...new Set([subject.id, object.id])])
    return showRelationship(context, row)
  },
})
