import { findLoad, findLoaded, requireReader } from '../../catalogue/datastore/load-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findLoaded,
  authorize: requireReader,
  run: async (context, _params, { resource }) => {
    const { state, requested, finished, error, hash, report } = await findLoad(context, resource.id)
    const made = report === null ? {} : (JSON.parse(report) as object)
    return { resource_id: resource.id, state, requested, finished, error, hash, ...made }
  },
})
