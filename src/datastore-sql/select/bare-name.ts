import type { Node } from '@pgsql/types'
import { strings } from '../expressions/strings.ts'

/** The name of a column without a table's; undefined: the node is something else. */
export const bareName = (node: Node | undefined): string | undefined => {
  if (!node || !('ColumnRef' in node) || node.ColumnRef.fields?.length !== 1) return undefined
  return strings(node.ColumnRef.fields)[0]
}
