import { setTimeout as pause } from 'node:timers/promises'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'

const LOOK_EVERY = 100
/** Longer than that a client's connection seldom lives. Milliseconds. */
const LONGEST = 600_000

/** `load=wait` of resource_create and its like; the parameter is no field of the resource. */
export function splitLoad(params: Params): { readonly waits: boolean; readonly resource: Params } {
  const { load, ...resource } = params
  return load === 'wait' ? { waits: true, resource } : { waits: false, resource: params }
}

/**
 * Lets the answer wait, after the commit, until the resource's file is loaded or cannot be; then it says whether there is
 * a table.
 *
 * @returns the resource to be answered
 */
export function answerAfterLoad<R extends Params>(context: Context, shown: R): R {
  const answer: Record<string, unknown> = { ...shown }
  const id = String(shown['id'])
  context.afterCommit(async () => {
    const until = Date.now() + LONGEST
    const isOpen = async (): Promise<boolean> => {
      const state = (await context.store.tableLoads.get(id))?.state
      return state === 'pending' || state === 'running'
    }
    while (Date.now() < until && (await isOpen())) await pause(LOOK_EVERY)
    answer['datastore_active'] = (await context.datastore.find(id)) !== undefined
  })
  return answer as R
}
