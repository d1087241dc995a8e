import { hash } from 'node:crypto'
import { seesPrivateDetails } from '../../auth/users.ts'
import { siteAddress } from '../../config/site-address.ts'
import { imageDisplayUrl } from '../../core/image-display-url.ts'
import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'

export interface ShownUserOptions {
  /** Inside a group or a list of followers: nobody is shown addresses. */
  readonly embedded: boolean
  /** Where the caller counted already. */
  readonly number_created_packages?: number
}

const emailHash = (email: string | null): string => hash('md5', (email ?? '').trim().toLowerCase())

/** A user as CKAN shows it (spec: action API 3.4): `email` and `apikey` only to the user and to sysadmins. */
export async function shownUser(
  context: Context,
  user: UserRow,
  { embedded, number_created_packages: counted }: ShownUserOptions,
): Promise<Record<string, unknown>> {
  const isPrivate = !embedded && seesPrivateDetails(context, user)
  return {
    id: user.id,
    name: user.name,
    fullname: user.fullname,
    created: user.created,
    about: user.about,
    last_active: user.last_active,
    activity_streams_email_notifications: user.activity_streams_email_notifications,
    sysadmin: user.sysadmin,
    state: user.state,
    image_url: user.image_url,
    display_name: user.fullname?.trim() ? user.fullname : user.name,
    email_hash: emailHash(user.email),
    number_created_packages: counted ?? (await context.store.users.countPackages(user.id, { all: false })),
    ...(isPrivate ? { apikey: user.apikey, email: user.email } : {}),
    image_display_url: imageDisplayUrl(siteAddress(context.config), 'user', user.image_url),
  }
}
