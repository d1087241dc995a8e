import { callAction } from '../actions/call.ts'
import { NotFound } from '../core/errors.ts'
import { JsonText } from '../core/json-text.ts'
import type { JsonObject } from '../core/json.ts'
import type { Params } from '../core/params.ts'
import type { Services } from '../kernel/context.ts'
import type { Store } from '../store/store.ts'

/** What a step of loading needs: the services and the open transaction. */
export interface LoadStep {
  readonly services: Services
  readonly tx: Store
}

const OPERATOR = { user: undefined, operator: true } as const

/** An answer as a value. */
export const valueOf = (result: unknown): JsonObject =>
  (result instanceof JsonText ? result.parse() : result) as JsonObject

/**
 * Calls an action as the operator at the terminal, within the transaction of the step.
 *
 * @returns its answer, which may be ready JSON (see valueOf)
 * @throws DomainError as the action does
 */
export function operatorCall({ services, tx }: LoadStep, name: string, params: Params): Promise<unknown> {
  return callAction({ ...services, store: tx }, name, params, OPERATOR, tx)
}

/** The same for something that may not exist. */
export async function operatorFind(
  step: LoadStep,
  name: string,
  params: Params,
): Promise<JsonObject | undefined> {
  try {
    return valueOf(await operatorCall(step, name, params))
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
