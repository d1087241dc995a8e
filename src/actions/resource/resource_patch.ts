import { requireResourceEditable } from '../../auth/resources.ts'
import { findResourceRecord } from '../../catalogue/resource-find.ts'
import { replaceResource } from '../../catalogue/resource-replace.ts'
import { keepUploads } from '../../catalogue/resource-uploads.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

export default defineAction({
  prepare: keepUploads,
  find: (context, { id }) => {
    if (id !== undefined) return findResourceRecord(context, id)
    throw new ValidationError(
      isSysadmin(context) ? { id: ['Missing value'] } : 'Missing id, can not get Resource object',
    )
  },
  authorize: (context, _params, { resource, owner }) => requireResourceEditable(context, resource, owner),
  run: (context, params, found) =>
    replaceResource(context, found, params['id'], (shown) => ({ ...shown, ...params })),
})
