import { findFollowed } from '../../catalogue/follower/find-followed.ts'
import {
  type Followee,
  listFollowees,
  requireFolloweesVisible,
} from '../../catalogue/follower/list-followees.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

const withType = ({ type, display_name, text }: Followee): string =>
  `${toJson({ type, display_name }).slice(0, -1)}, "dict": ${text}}`

export default defineAction({
  sideEffectFree: true,
  // CKAN looks the user up before it asks who may: an unknown id is 409 for everybody.
  find: (context, params) => findFollowed(context, 'user', params),
  authorize: requireFolloweesVisible,
  run: async (context, params) => {
    const { q } = params
    const start = isFalsy(q) ? '' : textOf(q).trim().toLowerCase()
    const followees: Followee[] = []
    for (const kind of ['user', 'dataset', 'group', 'organization'] as const) {
      followees.push(...(await listFollowees(context, kind, params)))
    }
    const found = followees
      .filter(({ display_name: name }) => name.toLowerCase().startsWith(start))
      .sort((a, b) => (a.display_name < b.display_name ? -1 : 1))
    return new JsonText(`[${found.map(withType).join(', ')}]`)
  },
})
