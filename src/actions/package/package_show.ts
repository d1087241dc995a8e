import { requireReadable } from '../../auth/packages.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { shownPackage, withPluginData } from '../../catalogue/package/save-package.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: (context, { id, name_or_id: alternative }) => {
    const wanted = id || alternative
    if (isFalsy(wanted)) throw new ValidationError({ name_or_id: ['Missing value'] })
    return findPackage(context, wanted)
  },
  authorize: async (context, params, row) => {
    // CKAN's rule looks for `id` alone; only sysadmins pass without one.
    if (!isSysadmin(context) && !params['id']) {
      throw new ValidationError('Missing id, can not get Package object')
    }
    await requireReadable(context, row)
  },
  run: async (context, { include_plugin_data: asked }, row) => {
    const shown = await shownPackage(context, row.id)
    return asked === true && isSysadmin(context) ? withPluginData(shown, row) : shown
  },
})
