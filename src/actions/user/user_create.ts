import { requireUserCreation } from '../../auth/users.ts'
import { createApiToken } from '../../catalogue/user/create-api-token.ts'
import { prepareUser } from '../../catalogue/user/prepare-user.ts'
import { saveUser } from '../../catalogue/user/save-user.ts'
import { shownUser } from '../../catalogue/user/show-user.ts'
import { givenExtras } from '../../catalogue/user/update-user.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  preparesAlone: true,
  prepare: (context, params) => {
    requireUserCreation(context)
    return prepareUser(context, params)
  },
  authorize: requireUserCreation,
  run: async (context, params) => {
    const user = await saveUser(context, params)
    const shown = await shownUser(context, user, { embedded: false })
    const token = isFalsy(params['with_apitoken'])
      ? undefined
      : await createApiToken(context, user.id, 'default')
    return {
      ...shown,
      email: user.email,
      apikey: user.apikey,
      ...givenExtras(params),
      ...(token === undefined ? {} : { token }),
    }
  },
})
