import { hasIndex, type TableMeta } from './engine/table-meta.ts'

/** Columns of so many tables are remembered. */
const MOST_REMEMBERED = 10_000
/** A smaller table is read through faster than it is talked about. */
const SMALL = 5000

/**
 * Makes an index for columns when queries compare or sort by them for the second time. Nobody waits for it.
 *
 * @param make makes the index, if it can be made
 */
export function indexesOnUse(make: (resourceId: string, columns: readonly string[]) => Promise<boolean>) {
  const uses = new Map<string, number>()
  return (meta: TableMeta, wanted: readonly (readonly string[])[]): void => {
    if (meta.count < SMALL) return
    for (const columns of wanted) {
      if (hasIndex(meta, columns)) continue
      const key = JSON.stringify([meta.number, columns])
      const count = (uses.get(key) ?? 0) + 1
      if (uses.size >= MOST_REMEMBERED) uses.clear()
      uses.set(key, count)
      // A disk that is full, a table that is gone: the query works without, too.
      if (count === 2) void make(meta.resourceId, columns).catch(() => undefined)
    }
  }
}
