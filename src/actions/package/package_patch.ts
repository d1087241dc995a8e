import { requireEditable, requireReadable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { requireGroupsEditable } from '../../catalogue/package/package-groups.ts'
import { shownPackage } from '../../catalogue/package/save-package.ts'
import { updatePackage } from '../../catalogue/package/update-package.ts'
import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  find: (context, { id }) => {
    if (isFalsy(id) && !isSysadmin(context)) {
      throw new ValidationError('Missing id, can not get Package object')
    }
    if (id === undefined) throw new ValidationError({ id: ['Missing value'] })
    if (isFalsy(id)) throw new ValidationError({ name_or_id: ['Missing value'] })
    return findPackageRecord(context, id)
  },
  authorize: async (context, { groups }, stored) => {
    await requireEditable(context, stored)
    await requireGroupsEditable(context, groups, stored)
    // The patch is laid over what the caller is shown: whoever may create datasets may edit a draft that nobody owns,
    // but not read it.
    await requireReadable(context, stored)
  },
  run: async (context, params, stored) => {
    const { metadata_modified: _time, ...shown } = (await shownPackage(context, stored.id)).parse() as Params
    return updatePackage(context, stored, { ...shown, ...params, id: stored.id }, params)
  },
})
