import { newId } from '../../core/ids.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'

/** The site's own user (`ckan.site_id`), who does what nobody else did; made when it is first asked for (CKAN). */
export async function siteUser({ config, store }: Pick<Context, 'config' | 'store'>): Promise<UserRow> {
  const name = config['ckan.site_id']
  const known = await store.users.find(name)
  if (known) return known
  const user: UserRow = {
    id: newId(),
    name,
    fullname: null,
    email: null,
    password_hash: null,
    apikey: null,
    about: null,
    image_url: null,
    image_key: null,
    activity_streams_email_notifications: false,
    sysadmin: true,
    state: 'active',
    reset_key: null,
    plugin_extras: null,
    created: now(),
    last_active: null,
  }
  await store.users.save(user)
  return user
}
