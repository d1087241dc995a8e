import { type GroupKind, requireGroupEditable } from '../../auth/groups.ts'
import { DataError, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { pythonType } from '../../validation/python.ts'
import { textOf } from '../../validation/rules/texts.ts'

const LISTS = ['extras', 'groups', 'packages', 'users']

/**
 * CKAN counts null as no list here, unlike in datasets and patches.
 *
 * @throws DataError
 */
export function refuseNullLists(params: Params): void {
  const key = LISTS.find((name) => params[name] === null)
  if (key === undefined) return
  throw new DataError(
    `Only lists of dicts can be placed against subschema ('${key}',), not ${pythonType(null)}`,
    params,
  )
}

/** What an update works on: the parameters with the stored type, which CKAN echoes in its refusals. */
export async function prepareGroupUpdate(context: Context, params: Params): Promise<Params> {
  const { id } = params
  const row = typeof id === 'string' ? await context.store.groups.find(id) : undefined
  return row && !Object.hasOwn(params, 'type') ? { ...params, type: row.type } : params
}

/**
 * Who may change a group, and that its type stays.
 *
 * @throws NotAuthorized for everyone but its admins
 * @throws ValidationError for another type
 */
export async function authorizeGroupChange(
  context: Context,
  kind: GroupKind,
  { type }: Params,
  row: GroupRow,
): Promise<void> {
  await requireGroupEditable(context, kind, row)
  const isOther = type !== undefined && type !== null && textOf(type) !== row.type
  if (isOther) throw new ValidationError('Type cannot be updated')
}

/**
 * CKAN patches with the stored extras, whose ids only a sysadmin may send: others must give `extras`, even an empty
 * list, which keeps them.
 *
 * @throws ValidationError
 */
export function requireExtrasInPatch(context: Context, { extras }: Params, row: GroupRow): void {
  const { extras: others } = context.scheming.shapes.group(row.is_organization, row.type, row.extras)
  if (extras !== undefined || isSysadmin(context) || others.length === 0) return
  const refused = { id: ['The input field id was not expected.'] }
  throw new ValidationError({ extras: others.map(() => refused) })
}
