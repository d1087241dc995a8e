import type { Node } from '@pgsql/types'
import { SqlError } from '../sql-error.ts'
import { bareName } from './bare-name.ts'

/** The place of the output that a name or a number means. */
export function positionOf(
  node: Node | undefined,
  outputs: readonly { readonly name: string }[],
): number | undefined {
  if (node && 'A_Const' in node && node.A_Const.ival) {
    const at = node.A_Const.ival.ival ?? 0
    if (at < 1 || at > outputs.length) throw new SqlError(`ORDER BY position ${at} is not in select list`)
    return at - 1
  }
  const name = bareName(node)
  const at = name === undefined ? -1 : outputs.findIndex((one) => one.name === name)
  return at < 0 ? undefined : at
}
