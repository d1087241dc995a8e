import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { indexPackages } from '../../catalogue/search/index-package.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async (context, { id, organization_id: wanted }) => {
    const { groups, members, packages } = context.store
    const stored = await findPackageRecord(context, id, 'Package was not found.')
    const organization = typeof wanted === 'string' && wanted !== '' ? await groups.find(wanted) : undefined
    if (!isFalsy(wanted) && !organization?.is_organization) throw new NotFound('Organization was not found.')
    const owner = organization?.id ?? null
    if (owner === stored.owner_org) return null
    await packages.replace({ ...stored, owner_org: owner }, stored)
    if (stored.owner_org !== null) await members.end(stored.owner_org, 'package', stored.id)
    if (owner !== null) await members.put(owner, 'package', stored.id, 'organization')
    await indexPackages(context, [stored.id])
    return null
  },
})
