import { shownHarvestSource } from '../../catalogue/harvest/show-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async (context, { organization_id: organization }) => {
    const sources = await context.store.harvestSources.all(false)
    const wanted =
      typeof organization === 'string' ? await context.store.groups.find(organization) : undefined
    const listed =
      typeof organization === 'string' ? sources.filter(({ owner_org }) => owner_org === wanted?.id) : sources
    return Promise.all(listed.map((source) => shownHarvestSource(context, source)))
  },
})
