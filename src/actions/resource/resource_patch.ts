import { requireResourceEditable, requireResourceReadable } from '../../auth/resources.ts'
import { findResourceRecord } from '../../catalogue/resource/resource-find.ts'
import { replaceResource } from '../../catalogue/resource/resource-replace.ts'
import { keepUploads } from '../../catalogue/resource/resource-uploads.ts'
import { answerAfterLoad, splitLoad } from '../../catalogue/datastore/wait-for-load.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  preparesAlone: true,
  prepare: keepUploads,
  find: (context, { id }) => {
    // CKAN asks sysadmins for an id only when there is none; an empty one is unknown to them.
    if (isSysadmin(context) ? id !== undefined : !isFalsy(id)) return findResourceRecord(context, id)
    throw new ValidationError(
      isSysadmin(context) ? { id: ['Missing value'] } : 'Missing id, can not get Resource object',
    )
  },
  authorize: async (context, _params, { resource, owner }) => {
    await requireResourceEditable(context, resource, owner)
    // Whoever may create datasets may edit a draft that nobody owns, but not read it (CKAN).
    await requireResourceReadable(context, resource, owner)
  },
  run: async (context, params, found) => {
    const { waits, resource } = splitLoad(params)
    const saved = await replaceResource(context, found, params['id'], (shown) => ({ ...shown, ...resource }))
    return waits ? answerAfterLoad(context, saved) : saved
  },
})
