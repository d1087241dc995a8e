import { siteUser } from '../../catalogue/user/site-user.ts'
import { NotAuthorized } from '../../core/errors.ts'
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
  run: async (context) => {
    const { name, apikey } = await siteUser(context)
    return { name, apikey }
  },
})
