import { createsSomewhere, mayCreateUnowned, requireReadable } from '../../auth/packages.ts'
import { canCreateDatasetIn } from '../../auth/roles.ts'
import { requireGroupsEditable } from '../../catalogue/package/package-groups.ts'
import { savePackage } from '../../catalogue/package/save-package.ts'
import { NotAuthorized } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin, userName } from '../../kernel/context.ts'

export default defineAction({
  preparesAlone: true,
  // CKAN fills the type in first, so that it stands in the echo of parameters of a wrong structure.
  prepare: (_context, params) => (params['type'] ? params : { ...params, type: 'dataset' }),
  authorize: async (context, { owner_org: owner, groups }) => {
    if (isSysadmin(context)) return
    const who = userName(context)
    if (!mayCreateUnowned(context) && !(await createsSomewhere(context))) {
      throw new NotAuthorized(`User ${who} not authorized to create packages`)
    }
    await requireGroupsEditable(context, groups, undefined)
    if (typeof owner !== 'string' || owner === '') return
    const organization = await context.store.groups.find(owner)
    if (organization && (await canCreateDatasetIn(context, organization))) return
    throw new NotAuthorized(`User ${who} not authorized to add dataset to this organization`)
  },
  run: async (context, params) => {
    const saved = await savePackage(context, params)
    // CKAN reads what it made as its maker: in a deleted organization private datasets are for sysadmins alone.
    if (params['private'] === true) {
      const { id } = saved.parse() as { readonly id: string }
      const row = await context.store.packages.find(id)
      if (row) await requireReadable(context, row)
    }
    return saved
  },
})
