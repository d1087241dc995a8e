import { canEditPackage } from '../../auth/packages.ts'
import { hasPermission } from '../../auth/roles.ts'
import { NotAuthorized, NotFound } from '../../core/errors.ts'
import { type Context, isSysadmin, userName } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { PackageRow } from '../../store/rows.ts'

interface GroupReference {
  readonly id?: unknown
  readonly name?: unknown
}

async function resolve(context: Context, { id, name }: GroupReference): Promise<GroupRow | undefined> {
  for (const reference of [id, name]) {
    if (typeof reference !== 'string' || reference === '') continue
    const group = await context.store.groups.find(reference)
    if (group) return group
  }
  return undefined
}

/** Ids of the groups (not organizations) that a dataset is in. */
async function groupIdsOf(context: Context, packageId: string): Promise<readonly string[]> {
  const rows = await context.store.members.groupsOf('package', packageId)
  return rows.filter((row) => row.capacity !== 'organization').map((row) => row.group_id)
}

/**
 * The rule on groups: whoever names a group that the dataset is not in yet needs a role there; but for those who edit
 * the dataset as its collaborators (CKAN).
 *
 * @param stored the dataset before the change, which the caller may edit; undefined: it is a new one
 * @throws NotFound for an unknown group, NotAuthorized; neither for sysadmins
 */
export async function requireGroupsEditable(
  context: Context,
  groups: unknown,
  stored: PackageRow | undefined,
): Promise<void> {
  if (isSysadmin(context) || !Array.isArray(groups)) return
  if (stored && !(await canEditPackage(context, stored, { asCollaborator: false }))) return
  const present = stored ? await groupIdsOf(context, stored.id) : []
  for (const reference of groups as readonly GroupReference[]) {
    if (typeof reference !== 'object') continue
    const group = await resolve(context, reference)
    if (!group) throw new NotFound('Group was not found.')
    if (present.includes(group.id) || (await hasPermission(context, group.id, 'manage_group'))) continue
    throw new NotAuthorized(`User ${userName(context)} not authorized to edit these groups`)
  }
}

/**
 * Puts the dataset into exactly these groups; it stays in groups that the caller has no role in (CKAN).
 * Unknown groups are passed over: only sysadmins come here with one.
 */
export async function savePackageGroups(context: Context, packageId: string, groups: unknown): Promise<void> {
  const { members } = context.store
  const present = new Set(await groupIdsOf(context, packageId))
  for (const reference of (groups ?? []) as readonly GroupReference[]) {
    const group = await resolve(context, reference)
    if (!group || group.is_organization) continue
    if (!present.delete(group.id)) await members.put(group.id, 'package', packageId, 'public')
  }
  for (const id of present) {
    if (await hasPermission(context, id, 'manage_group')) await members.end(id, 'package', packageId)
  }
}
