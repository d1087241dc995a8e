import { requireUserDetails } from '../../auth/users.ts'
import { shownUser } from '../../catalogue/show-user.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

const textOrNone = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export default defineAction({
  sideEffectFree: true,
  authorize: (context, { email }) => {
    requireUserDetails(context)
    if (textOrNone(email) !== undefined && !isSysadmin(context)) throw new NotAuthorized()
  },
  run: async (context, params) => {
    const order = textOrNone(params['order_by']) ?? 'display_name'
    if (order === 'edits') throw new ValidationError('order_by=edits is no longer supported')
    const filter = {
      text: textOrNone(params['q']) ?? '',
      inEmail: isSysadmin(context),
      email: textOrNone(params['email']),
      except: params['include_site_user'] === true ? undefined : context.config['ckan.site_id'],
    }
    if (params['all_fields'] === false) return context.store.users.names(filter, order)
    const users: Record<string, unknown>[] = []
    for (const user of await context.store.users.list(filter, order)) {
      const { number_created_packages } = user
      users.push(await shownUser(context, user, { embedded: false, number_created_packages }))
    }
    return users
  },
})
