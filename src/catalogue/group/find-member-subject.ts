import { NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { isMemberTable, type MemberTable } from '../../store/members.ts'
import { textOf } from '../../validation/rules/texts.ts'
import { findGroup } from './find-group.ts'

/** The group of a membership, and what is or becomes its member. */
export interface MemberSubject {
  readonly group: GroupRow
  readonly table: MemberTable
  readonly objectId: string
}

const NAMES = { user: 'User', package: 'Package', group: 'Group' } as const

/** Words with a capital first and small letters after it, as Python's title() writes them. */
const titled = (text: string): string =>
  text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))

async function findObject(context: Context, table: MemberTable, object: unknown): Promise<string> {
  const { users, packages, groups } = context.store
  const tables = { user: users, package: packages, group: groups }
  const found = typeof object === 'string' ? await tables[table].find(object) : undefined
  if (!found) throw new NotFound(`${NAMES[table]} was not found.`)
  return found.id
}

/**
 * Looks up what member_create and member_delete speak of.
 *
 * @throws NotFound for an unknown group or object
 * @throws ValidationError for a kind of object that can't be a member
 */
export async function findMemberSubject(
  context: Context,
  { id, object, object_type: type }: Params,
): Promise<MemberSubject> {
  const group = await findGroup(context, id, 'Group was not found.')
  const table = textOf(type)
  if (!isMemberTable(table)) throw new ValidationError(`${titled(table)} isn't a valid model`)
  return { group, table, objectId: await findObject(context, table, object) }
}
