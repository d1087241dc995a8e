import { newResetKey } from '../../auth/reset-key.ts'
import type { Config } from '../../config/config.ts'
import { siteAddress } from '../../config/site-address.ts'
import type { Store } from '../../store/store.ts'
import type { UserRow } from '../../store/users.ts'

/**
 * The address at which a user can set a password once; earlier ones no longer hold.
 *
 * @param lifetime seconds
 */
export async function newResetLink(
  store: Store,
  config: Config,
  user: UserRow,
  lifetime: number,
): Promise<string> {
  const { key, stored } = newResetKey(lifetime)
  await store.write((tx) => tx.users.save({ ...user, reset_key: stored }))
  return `${siteAddress(config)}/user/reset/${user.id}?key=${key}`
}
