import type { TableMeta } from './engine/table-meta.ts'

/** Columns of so many tables are remembered. */
const MOST_REMEMBERED = 10_000
/** A smaller table is read through faster than it is talked about. */
const SMALL = 5000

/**
 * Makes an index for a column when queries compare or sort by it for the second time. Nobody waits for it.
 *
 * @param make makes the index, if it can be made
 */
export function indexesOnUse(make: (resourceId: string, column: string) => Promise<boolean>) {
  const uses = new Map<string, number>()
  return (meta: TableMeta, columns: readonly string[]): void => {
    if (meta.count < SMALL) return
    for (const column of columns) {
      if (meta.indexes.some((index) => index.columns[0] === column)) continue
      const key = `${String(meta.number)} ${column}`
      const count = (uses.get(key) ?? 0) + 1
      if (uses.size >= MOST_REMEMBERED) uses.clear()
      uses.set(key, count)
      // A disk that is full, a table that is gone: the query works without, too.
      if (count === 2) void make(meta.resourceId, column).catch(() => undefined)
    }
  }
}
