import type { GroupKind } from '../../auth/groups.ts'
import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import type { GroupName } from '../../store/groups.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { textOf } from '../../validation/rules/texts.ts'

const DEFAULT_LIMIT = 20

/**
 * Active groups or organizations whose name or title contains `q`, in any case.
 *
 * @throws ValidationError without `q`, or for a limit that is no natural number
 */
export async function autocompleteGroups(
  { store }: Context,
  kind: GroupKind,
  params: Params,
): Promise<readonly GroupName[]> {
  const q = textOf(required(params, 'q') ?? '').trim()
  const { limit: given } = params
  const limit =
    given === undefined || given === null
      ? DEFAULT_LIMIT
      : integerOf(typeof given === 'number' ? Math.trunc(given) : given)
  if (limit === undefined) throw new ValidationError({ limit: ['Invalid integer'] })
  if (limit < 0) throw new ValidationError({ limit: ['Must be a natural number'] })
  return store.groups.containing(kind === 'organization', q, Math.min(limit, Number.MAX_SAFE_INTEGER))
}
