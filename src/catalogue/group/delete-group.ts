import { requireGroupDeletable, type GroupKind } from '../../auth/groups.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import { ValidationError } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { detachPackages } from '../package/detach-packages.ts'
import { emptyLargeGroup, groupOfKind } from './empty-large-group.ts'
import { regroupPackages } from './group-members.ts'
import { recordGroupActivity } from '../activity/record-group-activity.ts'

/** @throws ValidationError while an organization owns datasets that are not deleted, unless datasets may do without */
async function requireDatasetsMayLeave(
  context: Context,
  row: GroupRow,
  verb: 'deleted' | 'purged',
): Promise<void> {
  if (context.config['ckan.auth.create_unowned_dataset']) return
  if (await context.store.groups.ownsPackages(row.id)) {
    throw new ValidationError(`Organization cannot be ${verb} while it still has datasets`)
  }
}

/**
 * Before group_delete and organization_delete: lets the datasets of a large group leave in steps.
 *
 * @throws NotAuthorized, and ValidationError for an organization with datasets
 */
export async function prepareDelete(context: Context, kind: GroupKind, id: unknown): Promise<void> {
  const row = await groupOfKind(context, kind, id)
  if (!row || row.id !== id || row.state === 'deleted') return
  await requireGroupDeletable(context, kind, row)
  if (kind === 'organization') {
    await requireDatasetsMayLeave(context, row, 'deleted')
    if (!context.config['ckan.auth.create_unowned_dataset']) return
  }
  await emptyLargeGroup(context, row, { withDeleted: false })
}

/** Before group_purge and organization_purge: the same. @throws NotAuthorized, ValidationError */
export async function preparePurge(context: Context, kind: GroupKind, id: unknown): Promise<void> {
  const row = await groupOfKind(context, kind, id)
  if (!row) return
  requireSysadmin(context)
  if (row.is_organization) await requireDatasetsMayLeave(context, row, 'purged')
  await emptyLargeGroup(context, row, { withDeleted: true })
}

/**
 * Marks a group or organization as deleted. Its memberships end, and its datasets leave it, only when it was called by
 * its id; only organization_delete minds its datasets (CKAN).
 *
 * @throws ValidationError for an organization with datasets
 */
export async function deleteGroup(
  context: Context,
  kind: GroupKind,
  row: GroupRow,
  calledBy: unknown,
): Promise<null> {
  const { groups, members } = context.store
  if (kind === 'organization') {
    await requireDatasetsMayLeave(context, row, 'deleted')
    const mayDetach = context.config['ckan.auth.create_unowned_dataset'] && calledBy === row.id
    if (mayDetach) await detachPackages(context, row.id, { withDeleted: false })
  }
  const deleted = { ...row, state: 'deleted' }
  await groups.save(deleted)
  await recordGroupActivity(context, 'changed', deleted)
  if (calledBy !== row.id) return null
  const packages = await members.membersOf(row.id, 'package')
  await members.endAll(row.id)
  await regroupPackages(
    context,
    packages.map((member) => member.table_id),
  )
  return null
}

/**
 * Removes a group or organization for good; its datasets stay, without it.
 *
 * @throws ValidationError for an organization with datasets
 */
export async function purgeGroup(context: Context, row: GroupRow): Promise<null> {
  const { groups, members } = context.store
  if (row.is_organization) {
    await requireDatasetsMayLeave(context, row, 'purged')
    await detachPackages(context, row.id, { withDeleted: true })
  }
  const packages = await members.membersOf(row.id, 'package')
  await groups.purge(row.id)
  await regroupPackages(
    context,
    packages.map((member) => member.table_id),
  )
  const { image_key: key } = row
  if (key !== null) context.afterCommit(() => context.files.remove(key))
  return null
}
