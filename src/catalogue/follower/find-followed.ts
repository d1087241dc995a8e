import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { FollowedType } from '../../store/followers.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

const NAMES = { user: 'User', dataset: 'Dataset', group: 'Group' } as const

/** Id of what can be followed; groups are organizations, too. undefined: there is none. */
export async function followedId(
  context: Context,
  type: FollowedType,
  id: unknown,
): Promise<string | undefined> {
  const { users, packages, groups } = context.store
  const table = { user: users, dataset: packages, group: groups }[type]
  return typeof id === 'string' ? (await table.find(id))?.id : undefined
}

/** The same for `id` of the parameters. @throws ValidationError when it is missing or unknown, in CKAN's words */
export async function findFollowed(context: Context, type: FollowedType, { id }: Params): Promise<string> {
  if (isFalsy(id) && id !== 0 && id !== false) throw new ValidationError({ id: ['Missing value'] })
  const found = await followedId(context, type, id)
  if (found === undefined) throw new ValidationError({ id: [`Not found: ${NAMES[type]}`] })
  return found
}
