import { requireSysadmin } from '../../auth/sysadmin.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async ({ store }, { view_types: types }) => {
    if (types !== undefined && types !== null && !Array.isArray(types)) {
      throw new ValidationError({ view_types: ['Not a list'] })
    }
    const named = (types as readonly unknown[] | null | undefined)?.filter((type) => typeof type === 'string')
    await store.resources.clearViews(named)
    return null
  },
})
