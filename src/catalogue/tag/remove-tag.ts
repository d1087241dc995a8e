import type { Context } from '../../kernel/context.ts'
import type { TagRow } from '../../store/rows.ts'
import { inSteps } from '../in-steps.ts'
import { indexPackages } from '../search/index-package.ts'

/** Datasets that lose the tag in one transaction. */
const STEP = 10

/**
 * Takes a tag from its many datasets before it is removed, each step by itself, so that no writer waits for all of them.
 * If the server stops in between, some have lost it; the same call goes on. Few are left to the transaction that follows.
 */
export async function emptyLargeTag(context: Context, tag: TagRow): Promise<void> {
  const ids = await context.store.tags.packageIds(tag.id)
  if (ids.length <= STEP) return
  await inSteps(context, ids, STEP, async (store, some) => {
    for (const id of some) {
      await store.tags.removeFrom(tag.id, id)
      await store.packages.rerender(id)
    }
    await indexPackages({ ...context, store }, some)
  })
}

/** Removes a tag, and takes it out of its datasets as they are shown and found. */
export async function removeTag(context: Context, tag: TagRow): Promise<void> {
  const ids = await context.store.tags.packageIds(tag.id)
  await context.store.tags.remove(tag.id)
  for (const id of ids) await context.store.packages.rerender(id)
  await indexPackages(context, ids)
}
