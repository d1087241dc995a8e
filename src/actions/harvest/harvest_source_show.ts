import { findHarvestSource } from '../../catalogue/find-harvest-source.ts'
import { shownHarvestSource } from '../../catalogue/show-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findHarvestSource(context, params),
  authorize: () => undefined,
  run: (context, _params, source) => shownHarvestSource(context, source),
})
