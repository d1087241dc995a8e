import type { Context } from '../../kernel/context.ts'
import type { TagRow } from '../../store/rows.ts'
import { indexPackages } from '../search/index-package.ts'

/** Removes a tag, and takes it out of its datasets as they are shown and found. */
export async function removeTag(context: Context, tag: TagRow): Promise<void> {
  const ids = await context.store.tags.packageIds(tag.id)
  await context.store.tags.remove(tag.id)
  for (const id of ids) await context.store.packages.rerender(id)
  await indexPackages(context, ids)
}
