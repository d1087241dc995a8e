import { requireSysadmin } from '../../auth/sysadmin.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  writes: false,
  validatesFirst: true,
  authorize: requireSysadmin,
  run: async (context, params) => {
    await context.datastore.deleteFunction(String(params['name']), params['if_exists'] === true)
    return null
  },
})
