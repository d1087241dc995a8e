import { UnreadableTable } from './unreadable-table.ts'

/** A text that begins as JSON does and is none: it may be something else. */
export class BrokenJson extends UnreadableTable {
  override readonly name = 'BrokenJson'
}
