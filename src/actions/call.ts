import { NotFound, ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import type { Action } from '../kernel/action.ts'
import type { Context, Services } from '../kernel/context.ts'
import { requireIdentity } from '../kernel/require-identity.ts'
import type { Store } from '../store/store.ts'
import { actionSchema } from '../validation/action-schema.ts'
import { shapedCall } from '../validation/shaped-call.ts'
import { validate, withoutLists } from '../validation/validate.ts'
import { actionNoun, findAction } from './registry.ts'

/** Who calls: see Context. */
export type Caller = Pick<Context, 'user' | 'identityDropped' | 'operator' | 'address'>

/** Actions that change something and that CKAN's rules may open to guests. */
const OPEN_TO_GUESTS: ReadonlySet<string> = new Set([
  'package_create',
  'package_update',
  'user_create',
  'user_update',
])

function checkIdentity(name: string, action: Action, context: Context): void {
  if (action.sideEffectFree !== true && !OPEN_TO_GUESTS.has(name)) requireIdentity(context, name)
}

async function perform(name: string, action: Action, context: Context, given: Params): Promise<unknown> {
  const schema = actionSchema(actionNoun(name) ?? '', name)
  const params = schema ? withoutLists(schema, given) : given
  const validated = async (subject: unknown): Promise<Params> => {
    if (!schema?.hasRules) return params
    const call = shapedCall(schema, context.scheming, name, params, subject)
    const { data, errors } = await validate(call.schema, call.params, { context, subject })
    if (Object.keys(errors).length > 0) throw new ValidationError(errors)
    return data
  }
  if (action.validatesFirst) {
    const data = await validated(undefined)
    const subject = await action.find?.(context, data)
    checkIdentity(name, action, context)
    await action.authorize(context, data, subject)
    return action.run(context, data, subject)
  }
  const subject = await action.find?.(context, params)
  checkIdentity(name, action, context)
  await action.authorize(context, params, subject)
  return action.run(context, await validated(subject), subject)
}

async function settle(works: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const work of works) await work()
}

/** Whether an action runs inside a write transaction. */
const writes = (action: Action): boolean => action.writes ?? action.sideEffectFree !== true

/** A call that is to be run: alone, or as a step of a larger transaction. */
export interface PreparedCall {
  /** Whether it must run inside a write transaction. */
  readonly writes: boolean
  /**
   * @param store what it works on; inside a transaction: that
   * @throws DomainError as the action does
   */
  readonly run: (store: Store) => Promise<unknown>
  /** Does what waited for the commit. */
  readonly committed: () => Promise<void>
  /** Undoes what the database does not undo by itself. */
  readonly rolledBack: () => Promise<void>
  /** Whether there is anything of that. */
  readonly leavesTraces: () => boolean
}

/**
 * Does the slow part of a call before its transaction opens.
 *
 * @throws NotFound when there is no such action, and what its preparation throws (DomainError)
 */
export async function prepareCall(
  services: Services,
  name: string,
  params: Params,
  caller: Caller,
): Promise<PreparedCall> {
  const action = await findAction(name)
  if (!action) throw new NotFound(`Action ${name}`)
  const committed: (() => void | Promise<void>)[] = []
  const rolledBack: (() => void | Promise<void>)[] = []
  const context: Context = {
    ...services,
    ...caller,
    afterCommit: (work) => committed.push(work),
    afterRollback: (work) => rolledBack.push(work),
  }
  let prepared: Params
  try {
    prepared = action.prepare ? await action.prepare(context, params) : params
  } catch (error) {
    await settle(rolledBack)
    throw error
  }
  return {
    writes: writes(action),
    run: (store) => perform(name, action, { ...context, store }, prepared),
    committed: () => settle(committed),
    rolledBack: () => settle(rolledBack),
    leavesTraces: () => rolledBack.length > 0,
  }
}

/**
 * Calls an action as the API does: find, authorize, validate, run; what it writes is one transaction.
 * `store` is given when the call is a step of a larger transaction.
 *
 * @returns the result as a value, or as ready JsonText
 * @throws NotFound when there is no such action, and what the action throws (DomainError)
 */
export async function callAction(
  services: Services,
  name: string,
  params: Params,
  caller: Caller,
  store: Store = services.store,
): Promise<unknown> {
  const call = await prepareCall({ ...services, store }, name, params, caller)
  let result: unknown
  try {
    result = call.writes ? await store.write((tx) => call.run(tx)) : await call.run(store)
  } catch (error) {
    await call.rolledBack()
    throw error
  }
  // Outside the try: what fails after the commit must not undo files that committed rows name.
  await call.committed()
  return result
}
