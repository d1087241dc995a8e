import { requireSysadmin } from '../../auth/sysadmin.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async ({ store }, { view_types: types }) => {
    if (isFalsy(types)) await store.resources.clearViews(undefined)
    else if (!Array.isArray(types)) throw new ValidationError({ view_types: ['Not a list'] })
    else await store.resources.clearViews(types.filter((type) => typeof type === 'string'))
    return null
  },
})
