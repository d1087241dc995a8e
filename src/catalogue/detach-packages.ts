import type { Context } from '../kernel/context.ts'
import { indexPackages } from './index-package.ts'

/** Leaves all datasets of an organization, deleted ones too, without an owner; their time of change stays (CKAN). */
export async function detachPackages(context: Context, organizationId: string): Promise<void> {
  const { members, packages } = context.store
  const ids = await packages.idsOfOrganization(organizationId)
  for (const id of ids) {
    const record = await packages.record(id)
    if (record) await packages.update({ ...record, owner_org: null })
    await members.end(organizationId, 'package', id)
  }
  await indexPackages(context, ids)
}
