import { requireSysadmin } from '../../auth/sysadmin.ts'
import { saveLogo } from '../../catalogue/group/save-logo.ts'
import { isSiteOption, keepSiteOptions } from '../../catalogue/site-options.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { requireIdentity } from '../../kernel/require-identity.ts'

export default defineAction({
  prepare: async (context, params) => {
    requireIdentity(context, 'config_option_update')
    requireSysadmin(context)
    return { ...params, ...(await saveLogo(context, params)) }
  },
  authorize: requireSysadmin,
  run: (context, params) => {
    const unknown = Object.keys(params).filter((key) => !isSiteOption(key))
    if (unknown.length > 0) {
      throw new ValidationError(`Configuration option(s) '${unknown.join(' ')}' can not be updated`)
    }
    return keepSiteOptions(context, params)
  },
})
