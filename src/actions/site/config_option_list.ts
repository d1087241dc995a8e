import { requireSysadmin } from '../../auth/sysadmin.ts'
import { SITE_OPTIONS } from '../../catalogue/site-options.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: requireSysadmin,
  run: () => SITE_OPTIONS,
})
