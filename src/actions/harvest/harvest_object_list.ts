import { requireSourceEditable } from '../../auth/harvest.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import { findHarvestSource } from '../../catalogue/harvest/find-harvest-source.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) =>
    params.source_id === undefined ? undefined : findHarvestSource(context, params, 'source_id'),
  authorize: async (context, _params, source) => {
    if (source) await requireSourceEditable(context, source)
    else requireSysadmin(context)
  },
  run: ({ store }, _params, source) => store.harvestObjects.currentIds(source?.id),
})
