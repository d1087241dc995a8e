import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { defineAction } from '../../kernel/action.ts'
import { requireIdentity } from '../../kernel/require-identity.ts'
import { required } from '../../kernel/required.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  find: (context, params) => {
    // Others hear of no user, not even that there is none.
    requireIdentity(context, 'user_delete')
    requireSysadmin(context)
    const id = required(params, 'id')
    return findUser(context, id, `User "${id === null ? 'None' : textOf(id)}" was not found.`)
  },
  authorize: requireSysadmin,
  run: async (context, _params, user) => {
    const { collaborators, members, users } = context.store
    await users.save({ ...user, state: 'deleted' })
    for (const row of await members.groupsOf('user', user.id))
      await members.end(row.group_id, 'user', user.id)
    for (const row of await collaborators.ofUser(user.id)) await collaborators.remove(row.package_id, user.id)
    return null
  },
})
