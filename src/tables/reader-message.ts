import type { TableReport } from './load-report.ts'
import type { TableColumn } from './plan-table.ts'

/** What the reading process says beside batches of rows, which are JSON lists. */
export type ReaderMessage =
  /** What follows are the rows; a second time: what came before does not count. */
  | { readonly columns: readonly TableColumn[]; readonly count: number }
  | { readonly report: TableReport }
  | { readonly unreadable: string }
  | { readonly fault: string }
