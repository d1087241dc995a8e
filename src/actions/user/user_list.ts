import { requireUserDetails } from '../../auth/users.ts'
import { shownUser } from '../../catalogue/user/show-user.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'

const textOrNone = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Users that are read and shown at once: a list of 100,000 leaves others their turn in between. */
const AT_ONCE = 500

async function usersText(context: Context, names: readonly string[]): Promise<JsonText> {
  const texts: string[] = []
  for (let start = 0; start < names.length; start += AT_ONCE) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve))
    for (const user of await context.store.users.listed(names.slice(start, start + AT_ONCE))) {
      const { number_created_packages } = user
      texts.push(toJson(await shownUser(context, user, { embedded: false, number_created_packages })))
    }
  }
  return new JsonText(`[${texts.join(', ')}]`)
}

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
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
    const names = await context.store.users.names(filter, order)
    return params['all_fields'] === false ? names : usersText(context, names)
  },
})
