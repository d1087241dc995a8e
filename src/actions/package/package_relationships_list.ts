import { canReadPackage } from '../../auth/packages.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { type ShownRelationship, showRelationship } from '../../catalogue/package/relationship-pair.ts'
import { NotAuthorized, NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { userName } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  sideEffectFree: true,
  find: async (context, params) => {
    const first = await findPackage(
      context,
      required(params, 'id'),
      'First package named in request was not found.',
    )
    const { id2 } = params
    const second = isFalsy(id2)
      ? undefined
      : await findPackage(context, id2, 'Second package named in address was not found.')
    return { first, second }
  },
  authorize: async (context, _params, { first, second }) => {
    if ((await canReadPackage(context, first)) && (!second || (await canReadPackage(context, second)))) return
    throw new NotAuthorized(`User ${userName(context)} not authorized to read these packages`)
  },
  run: async (context, { id, id2, rel }, { first, second }) => {
    const { packages, relationships } = context.store
    const type = isFalsy(rel) || rel === 'relationships' ? undefined : rel
    const asObject = await relationships.ofObject(first.id)
    // A dataset that relates to itself is seen as the object.
    const asSubject = (await relationships.ofSubject(first.id)).filter(
      (row) => row.object_package_id !== first.id,
    )
    const found: ShownRelationship[] = []
    for (const row of [...asSubject, ...asObject]) {
      const isSubject = row.subject_package_id === first.id && row.object_package_id !== first.id
      const other = await packages.find(isSubject ? row.object_package_id : row.subject_package_id)
      if (!other || (second && other.id !== second.id)) continue
      if (!second && !(await canReadPackage(context, other))) continue
      const shown = await showRelationship(context, row, first.id)
      if (type === undefined || shown.type === type) found.push(shown)
    }
    if (type !== undefined && found.length === 0) {
      const other = second ? textOf(id2) : 'None'
      throw new NotFound(`Relationship "${textOf(id)} ${textOf(type)} ${other}" not found.`)
    }
    return found
  },
})
