import { requireEditable, requireReadable } from '../../auth/packages.ts'
import { findPackageRecord } from '../../catalogue/package/find-package.ts'
import { requireGroupsEditable } from '../../catalogue/package/package-groups.ts'
import { editablePackage } from '../../catalogue/resource/resource-change.ts'
import { keepUploads } from '../../catalogue/resource/resource-uploads.ts'
import { filtered } from '../../catalogue/package/revise-filter.ts'
import type { Bag } from '../../catalogue/package/revise-json.ts'
import { mismatches } from '../../catalogue/package/revise-match.ts'
import { readRevision } from '../../catalogue/package/revise-params.ts'
import { applyUpdates } from '../../catalogue/package/revise-update.ts'
import { shownPackage } from '../../catalogue/package/save-package.ts'
import { updatePackage } from '../../catalogue/package/update-package.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { defineAction } from '../../kernel/action.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

/** An update may not name another dataset; sysadmins may leave the id empty, others are asked for it (CKAN). */
function requireSameId(context: Context, id: unknown, stored: string): void {
  if (isFalsy(id)) {
    if (isSysadmin(context)) return
    throw new ValidationError('Missing id, can not get Package object')
  }
  if (id !== stored) throw new NotFound(isSysadmin(context) ? 'Package was not found.' : undefined)
}

export default defineAction({
  preparesAlone: true,
  prepare: keepUploads,
  find: async (context, params) => {
    const revision = readRevision(params)
    return { revision, stored: await findPackageRecord(context, revision.target) }
  },
  authorize: (context, _params, { stored }) => requireReadable(context, stored),
  run: async (context, params, { revision, stored }) => {
    const shown = (await shownPackage(context, stored.id)).parse() as Bag
    const { match, matchPaths, filter, update, updatePaths, include } = revision
    const mismatched = mismatches(shown, match, matchPaths, params)
    if (mismatched.length > 0) throw new ValidationError({ match: mismatched })
    // CKAN matches before it asks who may edit: whoever may read the dataset may compare it.
    const dataset = filtered(await editablePackage(context, stored.id), filter) as Bag
    dataset['id'] = stored.id
    applyUpdates(dataset, update, updatePaths)
    requireSameId(context, dataset['id'], stored.id)
    dataset['id'] = stored.id
    await requireEditable(context, stored)
    await requireGroupsEditable(context, dataset['groups'], stored)
    const revised = await updatePackage(context, stored, dataset, params)
    if (include.length === 0) return new JsonText(`{"package": ${revised.text}}`)
    return filtered({ package: revised.parse() }, include)
  },
})
