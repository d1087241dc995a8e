import { packagesText } from '../../catalogue/package/packages-text.ts'
import { searchPackages } from '../../catalogue/search/search-packages.ts'
import { JsonText } from '../../core/json-text.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

const DEFAULT_LIMIT = 10

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  authorize: () => undefined,
  run: async (context, { limit, offset, page }) => {
    const rows = typeof limit === 'number' ? limit : DEFAULT_LIMIT
    const skipped = typeof offset === 'number' ? offset : 0
    // CKAN pages by the limit that was given: without one every page is the first.
    const start = typeof page === 'number' && typeof limit === 'number' ? (page - 1) * rows : skipped
    const { answer } = await searchPackages(context, {
      rows: Math.min(rows, context.config['ckan.search.rows_max']),
      start,
      include_private: isSysadmin(context),
      include_drafts: false,
      include_deleted: false,
    })
    return new JsonText(await packagesText(context, answer.ids))
  },
})
