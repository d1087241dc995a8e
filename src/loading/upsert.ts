import type { JsonObject } from '../core/json.ts'
import { forUpdate } from './for-update.ts'
import { KIND_ACTIONS } from './kind-actions.ts'
import { type LoadStep, operatorCall, operatorFind, valueOf } from './operator-call.ts'
import type { RecordKind } from './readers/record.ts'
import { sameRecord } from './same-record.ts'

export type Change = 'created' | 'updated' | 'unchanged' | 'skipped'

export interface Upserted {
  readonly change: Change
  /** As the action answered it. */
  readonly shown: () => JsonObject
}

/** Undoes the savepoint of an update that changed nothing. */
class Unchanged extends Error {}

const showParams = (id: string): JsonObject => ({
  id,
  include_datasets: false,
  include_users: true,
  include_password_hash: true,
})

const textOrUndefined = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Whether anything has this id or name: a look that is cheaper than a refused show action, made for each new record. */
async function exists({ tx }: LoadStep, kind: RecordKind, idOrName: string): Promise<boolean> {
  const table = kind === 'dataset' ? tx.packages : kind === 'user' ? tx.users : tx.groups
  return (await table.find(idOrName)) !== undefined
}

/** What is stored under the record's id, or else under its name. */
export async function findStored(
  step: LoadStep,
  kind: RecordKind,
  record: JsonObject,
): Promise<JsonObject | undefined> {
  const { show } = KIND_ACTIONS[kind]
  for (const key of [record.id, record.name]) {
    const wanted = textOrUndefined(key)
    if (wanted === undefined || !(await exists(step, kind, wanted))) continue
    const found = await operatorFind(step, show, showParams(wanted))
    if (found) return found
  }
  return undefined
}

/**
 * Creates the record, or updates what is stored under its id or name. An update that would change nothing but the time
 * of the change is undone, so that loading again leaves everything as it is.
 *
 * @param stored what findStored gave
 * @throws DomainError as the actions do; then nothing of it was written
 */
export async function upsert(
  step: LoadStep,
  kind: RecordKind,
  record: JsonObject,
  stored: JsonObject | undefined,
): Promise<Upserted> {
  const actions = KIND_ACTIONS[kind]
  if (!stored) {
    const created = await operatorCall(step, actions.create, record)
    return { change: 'created', shown: () => valueOf(created) }
  }
  try {
    return await step.tx.write(async (tx) => {
      const inner = { ...step, tx }
      await operatorCall(inner, actions.update, forUpdate(kind, record, stored))
      const shown = await operatorFind(inner, actions.show, showParams(stored.id as string))
      if (shown && sameRecord(stored, shown)) throw new Unchanged()
      return { change: 'updated', shown: () => shown ?? stored }
    })
  } catch (error) {
    if (error instanceof Unchanged) return { change: 'unchanged', shown: () => stored }
    throw error
  }
}
