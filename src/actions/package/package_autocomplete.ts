import { userLabels } from '../../auth/packages.ts'
import { defineAction } from '../../kernel/action.ts'
import { textOf } from '../../validation/rules/texts.ts'

const DEFAULT_LIMIT = 10

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: async (context, { q, limit }) => {
    const text = q === null ? '' : textOf(q)
    const most = typeof limit === 'number' ? limit : DEFAULT_LIMIT
    const ids = await context.search.autocomplete(text.replaceAll('"', ''), most, await userLabels(context))
    const rows = await Promise.all(ids.map((id) => context.store.packages.find(id)))
    return rows
      .filter((row) => row !== undefined)
      .map(({ name, title }) => {
        const isName = name.includes(text.toLowerCase())
        return {
          match_displayed: isName ? name : `${title ?? name} (${name})`,
          match_field: isName ? 'name' : 'title',
          name,
          title,
        }
      })
  },
})
