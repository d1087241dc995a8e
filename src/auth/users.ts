import { NotAuthorized } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { UserRow } from '../store/users.ts'
import { isResetKey } from './reset-key.ts'

const isSelf = (context: Context, user: Pick<UserRow, 'id'>): boolean => context.user?.id === user.id

/** Whether the caller sees a user's e-mail address. */
export const seesPrivateDetails = (context: Context, user: Pick<UserRow, 'id'>): boolean =>
  isSysadmin(context) || isSelf(context, user)

/** @throws NotAuthorized for anonymous callers where `ckan.auth.public_user_details` is off */
export function requireUserDetails(context: Context): void {
  if (context.config['ckan.auth.public_user_details'] || context.user || isSysadmin(context)) return
  throw new NotAuthorized()
}

/** @throws NotAuthorized unless the caller is this user or a sysadmin */
export function requireSelf(context: Context, user: Pick<UserRow, 'id'> | undefined): void {
  if (isSysadmin(context) || (user && isSelf(context, user))) return
  throw new NotAuthorized()
}

/** @throws NotAuthorized unless the caller is a sysadmin, or everybody may (`ckan.auth.create_user_via_api`) */
export function requireUserCreation(context: Context): void {
  if (isSysadmin(context) || context.config['ckan.auth.create_user_via_api']) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to create users via the API`)
}

/** @throws NotAuthorized unless the caller is this user, a sysadmin, or holds the user's reset key */
export function requireUserEditable(context: Context, params: Params, user: UserRow): void {
  if (seesPrivateDetails(context, user) || isResetKey(user.reset_key, params['reset_key'])) return
  if (!context.user) throw new NotAuthorized('Have to be logged in to edit user')
  throw new NotAuthorized(`User ${userName(context)} not authorized to edit user ${user.id}`)
}
