import { NotAuthorized } from '../core/errors.ts'
import type { Context } from './context.ts'

/** CKAN has another sentence for who is no user at all than for a guest. @throws NotAuthorized */
export function requireIdentity({ identityDropped }: Context, action: string): void {
  if (identityDropped === true) throw new NotAuthorized(`Action ${action} requires an authenticated user`)
}
