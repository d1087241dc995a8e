import { NotAuthorized } from '../core/errors.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { PackageRow } from '../store/rows.ts'
import { mayCreateUnowned } from './packages.ts'
import { hasPermission } from './roles.ts'

async function managesCollaborators(context: Context, row: PackageRow): Promise<boolean> {
  const { config, store, user } = context
  if (isSysadmin(context)) return true
  if (!user) return false
  const owns =
    row.owner_org === null
      ? mayCreateUnowned(context) && row.creator_user_id === user.id
      : await hasPermission(context, row.owner_org, 'membership')
  if (owns) return true
  if (!config['ckan.auth.allow_dataset_collaborators']) return false
  return (await store.collaborators.get(row.id, user.id))?.capacity === 'admin'
}

/**
 * Who may manage collaborators: admins of the owner, the creator of a dataset without owner, collaborators that are
 * admins (spec: action API 2.7).
 *
 * @throws NotAuthorized `User x not authorized to <deed> this dataset`
 */
export async function requireCollaboratorManager(
  context: Context,
  row: PackageRow,
  deed: 'add collaborators to' | 'remove collaborators from' | 'list collaborators from',
): Promise<void> {
  if (await managesCollaborators(context, row)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to ${deed} this dataset`)
}
