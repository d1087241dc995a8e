import { requireUserEditable } from '../../auth/users.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { prepareUser } from '../../catalogue/user/prepare-user.ts'
import { checkUserUpdate, updateUser } from '../../catalogue/user/update-user.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import type { UserRow } from '../../store/users.ts'

/** Sysadmins and others hear different things of an id that is missing or unknown (CKAN). */
async function find(context: Context, params: Params): Promise<UserRow> {
  if (isSysadmin(context)) return findUser(context, required(params, 'id'))
  const { id } = params
  if (!id) throw new ValidationError('Missing id, can not get User object')
  const user = typeof id === 'string' ? await context.store.users.find(id) : undefined
  if (!user) throw new NotAuthorized('User not found')
  return user
}

export default defineAction({
  prepare: async (context, params) => {
    requireUserEditable(context, params, await find(context, params))
    return prepareUser(context, params)
  },
  find,
  authorize: requireUserEditable,
  run: async (context, params, before) => {
    const data = await checkUserUpdate(context, before, { email: before.email, ...params })
    return updateUser(context, before, data)
  },
})
