import { requireReadable } from '../../auth/packages.ts'
import { requireResourceCreatable } from '../../auth/resources.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { editablePackage, saveResources } from '../../catalogue/resource/resource-change.ts'
import { keepUploads } from '../../catalogue/resource/resource-uploads.ts'
import { addDefaultViews } from '../../catalogue/resource/resource-views.ts'
import { answerAfterLoad, splitLoad } from '../../catalogue/datastore/wait-for-load.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  preparesAlone: true,
  prepare: keepUploads,
  find: (context, params) => {
    const id = required(params, 'package_id')
    if (!id) throw new ValidationError({ name_or_id: ['Missing value'] })
    return findPackageRecord(context, id)
  },
  authorize: async (context, { package_id: named }, owner) => {
    await requireReadable(context, owner)
    await requireResourceCreatable(context, owner, String(named))
  },
  run: async (context, params, owner) => {
    const dataset = await editablePackage(context, owner.id)
    // With the id of a resource that the dataset has, the new one takes its place, at the end (CKAN).
    const others = dataset.resources.filter((resource) => resource.id !== params['id'])
    const { waits, resource } = splitLoad(params)
    const saved = await saveResources(context, owner, dataset, [...others, resource], others.length)
    const shown = saved.at(-1)
    const row = shown && (await context.store.resources.get(shown.id))
    if (row) await addDefaultViews(context, owner, [row])
    return shown && waits ? answerAfterLoad(context, shown) : shown
  },
})
