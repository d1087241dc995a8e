import { requireSysadmin } from '../../auth/sysadmin.ts'
import { dropWithCommit } from '../../catalogue/datastore/datastore-active.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { relatedTo, renderRelated } from '../../catalogue/package/relationship-save.ts'
import { defineAction } from '../../kernel/action.ts'
import { requiredId } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => findPackageRecord(context, requiredId(params, 'id'), 'Dataset was not found'),
  authorize: requireSysadmin,
  run: async (context, _params, stored) => {
    for (const { file_key: key } of stored.resources) {
      if (key !== null) context.afterCommit(() => context.files.remove(key))
    }
    const related = await relatedTo(context, stored.id)
    const resources = stored.resources.map(({ id }) => id)
    await dropWithCommit(context, resources)
    await context.store.packages.purge(stored.id)
    await context.search.remove([stored.id])
    await renderRelated(context, related)
    return null
  },
})
