import { NotAuthorized } from '../core/errors.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import { hasPermission } from './roles.ts'

/** Sources belong to organizations as datasets do; those without one to sysadmins. */
export async function canEditSource(
  context: Context,
  { owner_org: owner }: Pick<HarvestSourceRow, 'owner_org'>,
): Promise<boolean> {
  if (isSysadmin(context)) return true
  return owner !== null && (await hasPermission(context, owner, 'update_dataset'))
}

/** @throws NotAuthorized for whoever may not make datasets of the organization; without one, for all but sysadmins */
export async function requireSourceCreatable(context: Context, owner: string | null): Promise<void> {
  if (isSysadmin(context)) return
  if (owner !== null && (await hasPermission(context, owner, 'create_dataset'))) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to create harvest sources`)
}

/** @throws NotAuthorized for whoever may not edit datasets of the source's organization */
export async function requireSourceEditable(context: Context, source: HarvestSourceRow): Promise<void> {
  if (await canEditSource(context, source)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to update harvest source ${source.id}`)
}
