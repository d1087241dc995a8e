import { requireResourceEditable } from '../../auth/resources.ts'
import { findResourceRecord } from '../../catalogue/resource-find.ts'
import { replaceResource } from '../../catalogue/resource-replace.ts'
import { keepUploads } from '../../catalogue/resource-uploads.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  prepare: keepUploads,
  find: (context, params) => findResourceRecord(context, required(params, 'id'), 'Resource was not found.'),
  authorize: (context, _params, { resource, owner }) => requireResourceEditable(context, resource, owner),
  run: (context, params, found) => {
    // The DataStore's own mark is no field that an update forgets.
    const { datastore_active: active } = found.resource.extras
    const kept = active === undefined ? {} : { datastore_active: active }
    return replaceResource(context, found, params['id'], () => ({ ...kept, ...params }))
  },
})
