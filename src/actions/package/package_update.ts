import { requireEditable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { requireGroupsEditable } from '../../catalogue/package/package-groups.ts'
import { savePackage } from '../../catalogue/package/save-package.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  find: (context, { id, name }) => {
    const wanted = isFalsy(id) ? name : id
    if (isFalsy(wanted)) throw new ValidationError({ id: 'Missing value' })
    return findPackageRecord(context, wanted, 'Package was not found.')
  },
  authorize: async (context, { groups }, stored) => {
    await requireEditable(context, stored)
    await requireGroupsEditable(context, groups, stored)
  },
  run: savePackage,
})
