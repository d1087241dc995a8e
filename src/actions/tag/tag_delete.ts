import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findTag } from '../../catalogue/tag/find-tag.ts'
import { emptyLargeTag, removeTag } from '../../catalogue/tag/remove-tag.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  prepare: async (context, params) => {
    const tag = await findTag(context, params['id'], params['vocabulary_id'])
    if (!tag) return params
    requireSysadmin(context)
    await emptyLargeTag(context, tag)
    return params
  },
  find: async (context, { id, vocabulary_id: vocabulary }) => {
    if (isFalsy(id)) throw new ValidationError({ id: 'id not in data' })
    const tag = await findTag(context, id, vocabulary)
    if (!tag) throw new NotFound(`Could not find tag "${textOf(id)}"`)
    return tag
  },
  authorize: requireSysadmin,
  run: async (context, _params, tag) => {
    await removeTag(context, tag)
    return null
  },
})
