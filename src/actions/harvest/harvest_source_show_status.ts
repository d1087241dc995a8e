import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { harvestStatus } from '../../catalogue/harvest/show-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findHarvestSource(context, params),
  authorize: () => undefined,
  run: (context, _params, source) => harvestStatus(context, source),
})
