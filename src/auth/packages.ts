import { NotAuthorized } from '../core/errors.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { PackageRow } from '../store/rows.ts'
import { groupsWithPermission, hasPermission, roleAllows } from './roles.ts'

type Visible = Pick<PackageRow, 'id' | 'state' | 'private' | 'owner_org' | 'creator_user_id'>

/** Labels of a dataset: who carries one of them may see it (CKAN's permission labels). */
export function packageLabels(context: Pick<Context, 'config'>, row: Visible): readonly string[] {
  if (row.state === 'active' && !row.private) return ['public']
  const owner = row.owner_org === null ? `creator-${row.creator_user_id ?? ''}` : `member-${row.owner_org}`
  return context.config['ckan.auth.allow_dataset_collaborators'] ? [`collaborator-${row.id}`, owner] : [owner]
}

/** Labels that the caller carries; undefined: everything is visible (sysadmin). */
export async function userLabels(context: Context): Promise<readonly string[] | undefined> {
  if (isSysadmin(context)) return undefined
  const { user } = context
  if (!user) return ['public']
  const organizations = await groupsWithPermission(context, user.id, 'read')
  const collaborations = context.config['ckan.auth.allow_dataset_collaborators']
    ? await context.store.collaborators.ofUser(user.id)
    : []
  return [
    'public',
    `creator-${user.id}`,
    ...organizations.map((id) => `member-${id}`),
    ...collaborations.map((row) => `collaborator-${row.package_id}`),
  ]
}

export async function canReadPackage(context: Context, row: Visible): Promise<boolean> {
  const labels = packageLabels(context, row)
  if (labels[0] === 'public' || isSysadmin(context)) return true
  if (!context.user) return false
  const carried = await userLabels(context)
  return carried === undefined || labels.some((label) => carried.includes(label))
}

/** @throws NotAuthorized when the caller may not see the dataset */
export async function requireReadable(context: Context, row: Visible): Promise<void> {
  if (await canReadPackage(context, row)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to read package ${row.id}`)
}

/** Whether datasets without an organization may be made by this caller. */
export function mayCreateUnowned(context: Context): boolean {
  const { config } = context
  const allowed =
    config['ckan.auth.create_dataset_if_not_in_organization'] && config['ckan.auth.create_unowned_dataset']
  return allowed && (context.user !== undefined || config['ckan.auth.anon_create_dataset'])
}

/** Whether the caller may create datasets in some active organization; those below it need not be looked at. */
export async function createsSomewhere({ store, user }: Context): Promise<boolean> {
  if (!user) return false
  for (const { group_id: id, capacity } of await store.members.groupsOf('user', user.id)) {
    if (!roleAllows(capacity, 'create_dataset')) continue
    const group = await store.groups.find(id)
    if (group?.is_organization && group.state === 'active') return true
  }
  return false
}

/** Rights of CKAN's `package_update` (spec: action API 2.5), but for the rule on groups. */
export async function canEditPackage(
  context: Context,
  row: Visible,
  { asCollaborator = true }: { readonly asCollaborator?: boolean } = {},
): Promise<boolean> {
  if (isSysadmin(context)) return true
  const owns =
    row.owner_org === null
      ? mayCreateUnowned(context) || (await createsSomewhere(context))
      : await hasPermission(context, row.owner_org, 'update_dataset')
  if (owns) return true
  if (!asCollaborator || !context.user || !context.config['ckan.auth.allow_dataset_collaborators'])
    return false
  const collaboration = await context.store.collaborators.get(row.id, context.user.id)
  return collaboration?.capacity === 'admin' || collaboration?.capacity === 'editor'
}

/** @throws NotAuthorized when the caller may not edit the dataset */
export async function requireEditable(context: Context, row: Visible): Promise<void> {
  if (await canEditPackage(context, row)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to edit package ${row.id}`)
}
