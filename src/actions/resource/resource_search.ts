import { searchTerms } from '../../catalogue/resource/resource-terms.ts'
import { siteAddress } from '../../config/site-address.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { RESOURCE_COLUMNS } from '../../store/package-columns.ts'
import { shownUrl } from '../../store/render-package.ts'

const SORTABLE = new Set<unknown>(RESOURCE_COLUMNS.filter((name) => name !== 'extras' && name !== 'file_key'))

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async ({ config, store }, { query, order_by: orderBy, limit, offset }) => {
    if (query === undefined || query === null) throw new ValidationError({ query: 'Missing value' })
    const { count, hits } = await store.resources.search({
      terms: searchTerms(config, query),
      orderBy: SORTABLE.has(orderBy) ? (orderBy as string) : undefined,
      limit: typeof limit === 'number' ? limit : -1,
      offset: typeof offset === 'number' ? offset : 0,
    })
    const results = hits
      .map(({ row, packageType }) => {
        const { extras, file_key: _key, ...columns } = row
        return { ...columns, ...extras, url: shownUrl(siteAddress(config), packageType, row) }
      })
      .sort((a, b) => a.position - b.position)
    return { count, results }
  },
})
