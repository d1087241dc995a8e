import type { Context } from '../kernel/context.ts'
import type { Store } from '../store/store.ts'

/**
 * Goes through the ids of many datasets in small transactions, so that others who write wait for one of these at the
 * most. If the server stops in between, those that are done stay so.
 *
 * @param size datasets in one transaction: so many that it takes some ten milliseconds
 * @throws what the work throws
 */
export async function inSteps(
  { store }: Pick<Context, 'store'>,
  ids: readonly string[],
  size: number,
  work: (inside: Store, some: readonly string[], done: number) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += size) {
    await store.write((inside) => work(inside, ids.slice(at, at + size), at))
  }
}
