import { requireUserDetails, seesPrivateDetails } from '../../auth/users.ts'
import { canReadPackage } from '../../auth/packages.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { shownUser } from '../../catalogue/user/show-user.ts'
import { NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'

const MOST_DATASETS = 50

/** JSON texts of datasets that the user made and the caller may see, lately changed ones first. */
async function datasetsOf(context: Context, user: UserRow, all: boolean): Promise<readonly string[]> {
  const texts: string[] = []
  for (const id of await context.store.users.newestPackages(user.id, { all, limit: MOST_DATASETS })) {
    const row = await context.store.packages.find(id)
    if (!row || !(await canReadPackage(context, row))) continue
    const rendered = await context.store.packages.rendered(id)
    if (rendered) texts.push(rendered.text)
  }
  return texts
}

export default defineAction({
  sideEffectFree: true,
  find: async (context, params) => {
    // Asked first: where details are hidden, nobody may learn which users there are.
    requireUserDetails(context)
    if (params['id'] !== undefined) return findUser(context, params['id'])
    if (!context.user) throw new NotFound()
    // Read again: the token's use has just been noted.
    return findUser(context, context.user.id)
  },
  authorize: requireUserDetails,
  run: async (context, params, user) => {
    const all = seesPrivateDetails(context, user)
    const { store } = context
    const shown = {
      ...(await shownUser(context, user, {
        embedded: false,
        number_created_packages: await store.users.countPackages(user.id, { all }),
      })),
      ...(params['include_password_hash'] === true && isSysadmin(context)
        ? { password_hash: user.password_hash }
        : {}),
      ...(params['include_plugin_extras'] === true && isSysadmin(context)
        ? { plugin_extras: user.plugin_extras }
        : {}),
      ...(params['include_num_followers'] === true
        ? { num_followers: await store.followers.count('user', user.id) }
        : {}),
    }
    if (params['include_datasets'] !== true) return shown
    const datasets = await datasetsOf(context, user, all)
    return new JsonText(`${toJson(shown).slice(0, -1)}, "datasets": [${datasets.join(', ')}]}`)
  },
})
