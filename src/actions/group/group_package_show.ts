import { requireGroupReadable } from '../../auth/groups.ts'
import { findGroup } from '../../catalogue/group/find-group.ts'
import { indexedDatasets } from '../../catalogue/group/group-datasets.ts'
import { packagesText } from '../../catalogue/package/packages-text.ts'
import { ValidationError } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { integerOf } from '../../validation/rules/numbers.ts'

const DEFAULT = 10
const MOST = 1000

function limitOf(limit: unknown): number {
  if (limit === undefined || limit === null || limit === '') return DEFAULT
  const number = typeof limit === 'number' ? Math.trunc(limit) : integerOf(limit)
  if (number === undefined || number < 0) throw new ValidationError('Limit must be a positive integer')
  return Math.min(number, MOST)
}

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findGroup(context, required(params, 'id')),
  authorize: (context, _params, row) => requireGroupReadable(context, row),
  run: async (context, { limit }, row) => {
    const most = limitOf(limit)
    // CKAN looks for datasets in a group of this name, and none is in an organization so.
    const ids = row.is_organization ? [] : await indexedDatasets(context).ids(row, false, most)
    return new JsonText(await packagesText(context, ids))
  },
})
