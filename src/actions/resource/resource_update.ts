import { requireReadable } from '../../auth/packages.ts'
import { requireResourceEditable } from '../../auth/resources.ts'
import { findResourceRecord } from '../../catalogue/resource/resource-find.ts'
import { replaceResource } from '../../catalogue/resource/resource-replace.ts'
import { keepUploads } from '../../catalogue/resource/resource-uploads.ts'
import { answerAfterLoad, splitLoad } from '../../catalogue/datastore/wait-for-load.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  preparesAlone: true,
  prepare: keepUploads,
  find: (context, params) => findResourceRecord(context, required(params, 'id'), 'Resource was not found.'),
  authorize: async (context, _params, { resource, owner }) => {
    await requireResourceEditable(context, resource, owner)
    // Whoever may create datasets may edit a draft that nobody owns, but not read it (CKAN).
    await requireReadable(context, owner)
  },
  run: async (context, params, found) => {
    // The DataStore's own mark is no field that an update forgets.
    const { datastore_active: active } = found.resource.extras
    const kept = active === undefined ? {} : { datastore_active: active }
    const { waits, resource } = splitLoad(params)
    const saved = await replaceResource(context, found, params['id'], () => ({ ...kept, ...resource }))
    return waits ? answerAfterLoad(context, saved) : saved
  },
})
