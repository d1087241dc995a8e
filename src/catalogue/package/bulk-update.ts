import { hasPermission } from '../../auth/roles.ts'
import { NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { PackageRow } from '../../store/rows.ts'
import { indexPackages } from '../search/index-package.ts'
import { recordPackageActivity } from '../activity/record-package-activity.ts'

/** @throws NotAuthorized for everyone but admins of the organization, without a reason, as CKAN */
export async function requireBulkEditor(context: Context, { org_id: org }: Params): Promise<void> {
  if (isSysadmin(context)) return
  const organization = typeof org === 'string' ? await context.store.groups.find(org) : undefined
  if (organization && (await hasPermission(context, organization.id, 'update'))) return
  throw new NotAuthorized()
}

/**
 * Changes those of the given datasets that belong to the organization; both are named by their ids, and whatever else
 * is named is passed over (spec: action API 6.5). The time of the last change stays.
 *
 * @throws NotFound for an unknown dataset
 */
export async function bulkUpdate(
  context: Context,
  { datasets, org_id: org }: Params,
  change: Partial<Pick<PackageRow, 'private' | 'state'>>,
): Promise<null> {
  if (datasets === undefined || datasets === null) return null
  if (!Array.isArray(datasets)) throw new ValidationError({ datasets: ['Not a list'] })
  const { packages } = context.store
  const changed: string[] = []
  for (const id of datasets as readonly unknown[]) {
    const row = typeof id === 'string' ? await packages.find(id) : undefined
    if (!row) throw new NotFound('package')
    if (row.id !== id || row.owner_org === null || row.owner_org !== org) continue
    const record = await packages.record(row.id)
    if (!record) continue
    const after = { ...record, ...change }
    const shown = await packages.replace(after, record)
    await recordPackageActivity(context, 'changed', after, shown)
    changed.push(row.id)
  }
  await indexPackages(context, changed)
  return null
}
