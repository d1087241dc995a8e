import { prepareCall, type Caller, type PreparedCall } from '../../actions/call.ts'
import type { Services } from '../../kernel/context.ts'
import { StepLeftTraces, type Store } from '../../store/store.ts'
import type { Outcome } from './answer-text.ts'
import type { BulkCall } from './read-line.ts'

/** The transaction can't go on, or the database itself: no other line will do better. */
function isLost(error: unknown): boolean {
  if (error instanceof StepLeftTraces) return true
  const code = (error as Partial<NodeJS.ErrnoException> | null | undefined)?.code ?? ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}

/**
 * Prepares the call of a line, or gives what refuses it.
 *
 * @param caller without rights where the line names a `callback`, as in a single call
 */
export async function prepareStep(
  services: Services,
  { name, params }: BulkCall,
  caller: Caller,
): Promise<PreparedCall | Error> {
  try {
    if (!Object.hasOwn(params, 'callback')) return await prepareCall(services, name, params, caller)
    const { callback: _callback, ...others } = params
    return await prepareCall(services, name, others, { user: undefined, identityDropped: true })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/**
 * Runs a prepared call; one that writes is a step of its own that can fail alone.
 *
 * @throws StepLeftTraces in a hopeful transaction; what the database throws when it can't go on
 */
export async function runStep(call: PreparedCall, store: Store): Promise<Outcome> {
  try {
    return { result: await (call.writes ? store.write((tx) => call.run(tx)) : call.run(store)) }
  } catch (error) {
    await call.rolledBack()
    if (isLost(error)) throw error
    return { error }
  }
}
