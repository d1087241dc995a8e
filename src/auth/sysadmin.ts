import { NotAuthorized } from '../core/errors.ts'
import { type Context, isSysadmin } from '../kernel/context.ts'

/** @throws NotAuthorized for everyone but sysadmins, without a reason, as CKAN */
export function requireSysadmin(context: Context): void {
  if (!isSysadmin(context)) throw new NotAuthorized()
}
