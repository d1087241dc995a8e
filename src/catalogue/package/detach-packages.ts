import type { Context } from '../../kernel/context.ts'
import { indexPackages } from '../search/index-package.ts'

/** Leaves datasets of an organization (`among`: of these alone) without an owner; their time of change stays (CKAN). */
export async function detachPackages(
  context: Context,
  organizationId: string,
  { withDeleted, among }: { readonly withDeleted: boolean; readonly among?: readonly string[] },
): Promise<void> {
  const { members, packages } = context.store
  const detached: string[] = []
  for (const id of among ?? (await packages.idsOfOrganization(organizationId))) {
    const record = await packages.record(id)
    if (record?.owner_org !== organizationId || (record.state === 'deleted' && !withDeleted)) continue
    await packages.replace({ ...record, owner_org: null }, record)
    await members.end(organizationId, 'package', id)
    detached.push(id)
  }
  await indexPackages(context, detached)
}
