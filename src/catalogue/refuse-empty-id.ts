import { ValidationError } from '../core/errors.ts'
import { type Context, isSysadmin } from '../kernel/context.ts'

/**
 * An empty id is a missing one for whoever has to be asked for rights; sysadmins learn that nothing has it (CKAN).
 *
 * @throws ValidationError
 */
export function refuseEmptyId(context: Context, id: unknown, kind: 'Group' | 'Activity'): void {
  if (!id && !isSysadmin(context)) throw new ValidationError(`Missing id, can not get ${kind} object`)
}
