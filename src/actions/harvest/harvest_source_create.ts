import { requireSourceCreatable } from '../../auth/harvest.ts'
import { harvestOwner, saveHarvestSource } from '../../catalogue/harvest/save-harvest-source.ts'
import { shownHarvestSource } from '../../catalogue/harvest/show-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: harvestOwner,
  authorize: (context, _params, owner) => requireSourceCreatable(context, owner),
  run: async (context, params) =>
    shownHarvestSource(context, await saveHarvestSource(context, params, undefined)),
})
