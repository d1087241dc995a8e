import { findTable, requireTableReadable } from '../../catalogue/datastore/datastore-find.ts'
import { datastoreParams } from '../../catalogue/datastore/datastore-params.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  validatesFirst: true,
  prepare: (_context, params) => datastoreParams('datastore_info', params, 'resource_id'),
  find: (context, params) => findTable(context, params['resource_id'], 'Resource/Alias'),
  authorize: (context, _params, { resourceId }) => requireTableReadable(context, resourceId),
  run: async (context, params, { resourceId }) => {
    const { meta, fields } = await context.datastore.info(resourceId)
    return {
      ...(params['include_meta'] === false ? {} : { meta }),
      fields:
        params['include_fields_schema'] === false
          ? fields.map(({ schema: _schema, ...field }) => field)
          : fields,
    }
  },
})
