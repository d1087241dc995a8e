import { requireUserEditable } from '../../auth/users.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { prepareUser } from '../../catalogue/user/prepare-user.ts'
import { updateUser } from '../../catalogue/user/update-user.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'

const find = (context: Context, params: Params) =>
  findUser(context, required(params, 'id'), 'User was not found.')

export default defineAction({
  prepare: async (context, params) => {
    requireUserEditable(context, params, await find(context, params))
    return prepareUser(context, params)
  },
  find,
  authorize: requireUserEditable,
  run: (context, params, before) => updateUser(context, before, params),
})
