import { newResetLink } from '../catalogue/user/new-reset-link.ts'
import { ConfigError } from '../config/config-error.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

/** Seconds that the link holds. */
const LIFETIME = 3600

/** `user reset-link`: prints an address at which the user can set a password once, within an hour. */
export async function userResetLink(name: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services: { config, store } }) => {
    const user = await store.users.find(name)
    if (!user || user.state === 'deleted') throw new ConfigError(`There is no user ${name}.`)
    print(await newResetLink(store, config, user, LIFETIME))
  })
}
