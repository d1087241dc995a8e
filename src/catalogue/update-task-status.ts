import { NotAuthorized, NotFound, ValidationError } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Params } from '../core/params.ts'
import { now } from '../core/time.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { TaskStatusRow } from '../store/task-status.ts'
import { isoDate } from '../validation/rules/dates.ts'
import { isFalsy } from '../validation/rules/presence.ts'
import { textOf } from '../validation/rules/texts.ts'

/** The stored status that `id` names; undefined: no id was given. @throws NotFound */
export async function namedTaskStatus(context: Context, { id }: Params): Promise<TaskStatusRow | undefined> {
  if (isFalsy(id)) return undefined
  const row = typeof id === 'string' ? await context.store.taskStatus.get(id) : undefined
  if (!row) throw new NotFound('TaskStatus was not found.')
  return row
}

/** @throws NotAuthorized for everyone but sysadmins */
export function requireTaskStatusEditable(context: Context): void {
  if (isSysadmin(context)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to update task_status table`)
}

/** A text or number as it is stored; null and absent keep what was there. */
function storedText<Kept>(data: Params, key: string, kept: Kept): string | Kept {
  const value = data[key]
  if (value === undefined) return kept
  if (typeof value === 'object') throw new ValidationError({ [key]: ['Must be a text'] })
  return textOf(value)
}

function storedDate({ last_updated: given }: Params, kept: string | null): string | null {
  if (given === undefined) return kept
  const date = typeof given === 'string' ? isoDate(given) : undefined
  if (date === undefined) throw new ValidationError({ last_updated: ['Date format incorrect'] })
  return date
}

/**
 * Writes what a program says of its work; a status of the same entity, task and key is changed.
 *
 * @param data parameters that passed the rules of task_status_update
 * @param named the status that the caller named by id
 * @returns the status, with given values as they were given (CKAN does so)
 * @throws ValidationError
 */
export async function updateTaskStatus(
  { store }: Context,
  data: Params,
  named: TaskStatusRow | undefined,
): Promise<object> {
  const key = data as Pick<TaskStatusRow, 'entity_id' | 'entity_type' | 'task_type' | 'key'>
  const twin = await store.taskStatus.find(key.entity_id, key.task_type, key.key)
  if (named && twin && twin.id !== named.id) {
    throw new ValidationError({ key: ['There is a task status of this entity, task and key already'] })
  }
  const before = named ?? twin
  const value = storedText(data, 'value', before?.value)
  if (value === undefined) throw new ValidationError({ value: ['Missing value'] })
  const row: TaskStatusRow = {
    id: before?.id ?? newId(),
    entity_id: key.entity_id,
    entity_type: key.entity_type,
    task_type: key.task_type,
    key: key.key,
    value,
    state: storedText(data, 'state', before?.state ?? null),
    error: storedText(data, 'error', before?.error ?? null),
    last_updated: storedDate(data, before ? before.last_updated : now()),
  }
  await store.taskStatus.save(row)
  const { value: shown = value, state = row.state, error = row.error, last_updated = row.last_updated } = data
  return { ...row, value: shown, state, error, last_updated }
}
