import { requireEditable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { indexPackages } from '../../catalogue/search/index-package.ts'
import { recordPackageActivity } from '../../catalogue/activity/record-package-activity.ts'
import { shownPackage } from '../../catalogue/package/save-package.ts'
import { defineAction } from '../../kernel/action.ts'
import { requiredId } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => findPackageRecord(context, requiredId(params, 'id')),
  authorize: (context, _params, stored) => requireEditable(context, stored),
  run: async (context, { id }, stored) => {
    const { collaborators, members, packages } = context.store
    const deleted = { ...stored, state: 'deleted' }
    await packages.replace(deleted, stored)
    // CKAN ends memberships and collaborations only when the dataset was called by its id.
    if (id === stored.id) {
      for (const row of await members.groupsOf('package', stored.id))
        await members.end(row.group_id, 'package', stored.id)
      for (const row of await collaborators.ofPackage(stored.id))
        await collaborators.remove(stored.id, row.user_id)
    }
    await indexPackages(context, [stored.id])
    await recordPackageActivity(context, 'changed', deleted, await shownPackage(context, stored.id))
    return null
  },
})
