import { requireReadable } from '../../auth/packages.ts'
import { requireResourceEditable } from '../../auth/resources.ts'
import { dropWithCommit } from '../../catalogue/datastore/datastore-active.ts'
import { editablePackage, saveResources } from '../../catalogue/resource/resource-change.ts'
import { findResourceRecord } from '../../catalogue/resource/resource-find.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => findResourceRecord(context, required(params, 'id')),
  authorize: async (context, _params, { resource, owner }) => {
    await requireResourceEditable(context, resource, owner, 'delete')
    // Whoever may create datasets may edit a draft that nobody owns, but not read it (CKAN).
    await requireReadable(context, owner)
  },
  run: async (context, { id }, { resource, owner }) => {
    // A name finds a resource but never deletes one.
    if (id !== resource.id) throw new NotFound('Resource was not found.')
    const dataset = await editablePackage(context, owner.id)
    const others = dataset.resources.filter((shown) => shown.id !== id)
    if (resource.extras['datastore_active'] === true) await dropWithCommit(context, [resource.id])
    await saveResources(context, owner, dataset, others)
    return null
  },
})
