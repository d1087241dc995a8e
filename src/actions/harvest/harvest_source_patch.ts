import { requireSourceEditable } from '../../auth/harvest.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { saveHarvestSource } from '../../catalogue/harvest/save-harvest-source.ts'
import { shownHarvestSource } from '../../catalogue/harvest/show-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (context, params) => findHarvestSource(context, params),
  authorize: (context, _params, source) => requireSourceEditable(context, source),
  run: async (context, params, source) =>
    shownHarvestSource(context, await saveHarvestSource(context, { ...source, ...params }, source)),
})
