import { listGroupsOfUser } from '../../catalogue/group/list-groups-of-user.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  sideEffectFree: true,
  find: async ({ store, user }, { id }) => {
    if (isFalsy(id)) return user
    const asked = await store.users.find(textOf(id))
    if (!asked) throw new NotFound()
    return asked
  },
  authorize: () => undefined,
  run: async (context, params, user) => {
    const { permission } = params
    const wanted = permission === undefined ? 'manage_group' : textOf(permission)
    return user ? listGroupsOfUser(context, 'organization', user, wanted, params) : []
  },
})
