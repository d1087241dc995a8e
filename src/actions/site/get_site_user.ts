import { NotAuthorized } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { now } from '../../core/time.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

export default defineAction({
  sideEffectFree: true,
  // CKAN makes the site's user when it is first asked for.
  writes: true,
  authorize: (context) => {
    if (isSysadmin(context)) return
    throw new NotAuthorized('Only internal services allowed to use this action')
  },
  run: async ({ config, store }) => {
    const name = config['ckan.site_id']
    const user = await store.users.find(name)
    if (!user) {
      await store.users.save({
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
      })
    }
    return { name, apikey: user?.apikey ?? null }
  },
})
