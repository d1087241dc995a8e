import { NotFound, ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import type { Action } from '../kernel/action.ts'
import type { Context, Services } from '../kernel/context.ts'
import type { Store } from '../store/store.ts'
import { actionSchema } from '../validation/action-schema.ts'
import { validate } from '../validation/validate.ts'
import { actionNoun, findAction } from './registry.ts'

/** Who calls: see Context. */
export type Caller = Pick<Context, 'user' | 'identityDropped' | 'operator'>

async function perform(name: string, action: Action, context: Context, params: Params): Promise<unknown> {
  const subject = await action.find?.(context, params)
  await action.authorize(context, params, subject)
  const schema = actionSchema(actionNoun(name) ?? '', name)
  if (!schema) return action.run(context, params, subject)
  const { data, errors } = await validate(schema, params, { context, subject })
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return action.run(context, data, subject)
}

async function settle(works: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const work of works) await work()
}

/** Whether an action runs inside a write transaction. */
const writes = (action: Action): boolean => action.writes ?? action.sideEffectFree !== true

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
  const action = await findAction(name)
  if (!action) throw new NotFound(`Action ${name}`)
  const committed: (() => void | Promise<void>)[] = []
  const rolledBack: (() => void | Promise<void>)[] = []
  const context: Context = {
    ...services,
    ...caller,
    store,
    afterCommit: (work) => committed.push(work),
    afterRollback: (work) => rolledBack.push(work),
  }
  let result: unknown
  try {
    const prepared = action.prepare ? await action.prepare(context, params) : params
    result = writes(action)
      ? await store.write((tx) => perform(name, action, { ...context, store: tx }, prepared))
      : await perform(name, action, context, prepared)
  } catch (error) {
    await settle(rolledBack)
    throw error
  }
  // Outside the try: what fails after the commit must not undo files that committed rows name.
  await settle(committed)
  return result
}
