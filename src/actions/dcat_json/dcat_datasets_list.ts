import { findCatalogPage } from '../../catalogue/package/find-catalog-page.ts'
import { linkedDataSite } from '../../catalogue/package/linked-data-site.ts'
import { dcatJson } from '../../dcat/dcat-json.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, params) => {
    const { datasets } = await findCatalogPage(context, params)
    const site = linkedDataSite(context.config)
    return datasets.map((dataset) => dcatJson(site, dataset))
  },
})
