import type { TableReport } from './load-report.ts'
import type { TableColumn } from './read-table.ts'

/** What the reading process says beside batches of rows, which are JSON lists. */
export type ReaderMessage =
  | { readonly columns: readonly TableColumn[]; readonly count: number }
  | { readonly report: TableReport }
  | { readonly unreadable: string }
  | { readonly fault: string }
