import { requireSysadmin } from '../../auth/sysadmin.ts'
import { isSiteOption, siteOption } from '../../catalogue/site-options.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { pythonRepr } from '../../validation/python.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: requireSysadmin,
  run: (context, params) => {
    const key = required(params, 'key')
    const name = typeof key === 'string' ? key : pythonRepr(key)
    if (isSiteOption(name)) return siteOption(context, name)
    throw new ValidationError(`Configuration option '${name}' can not be shown`)
  },
})
