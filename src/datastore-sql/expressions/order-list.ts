import type { Node } from '@pgsql/types'
import { unsupported } from '../sql-error.ts'
import { strings } from './strings.ts'

/** ORDER BY of an aggregate or window, with PostgreSQL's place for nulls. */
export function orderList(
  nodes: readonly Node[] | undefined,
  write: (node: Node | undefined) => string,
): string {
  const items = (nodes ?? []).map((node) => {
    if (!('SortBy' in node)) throw unsupported('this ORDER BY')
    const { sortby_dir: direction, sortby_nulls: nulls } = node.SortBy
    const sign = direction === 'SORTBY_USING' ? strings(node.SortBy.useOp).at(-1) : undefined
    if (sign !== undefined && sign !== '<' && sign !== '>') throw unsupported(`ORDER BY … USING ${sign}`)
    const isDown = direction === 'SORTBY_DESC' || sign === '>'
    const first = nulls === 'SORTBY_NULLS_FIRST' || (nulls !== 'SORTBY_NULLS_LAST' && isDown)
    return `${write(node.SortBy.node)} ${isDown ? 'DESC' : 'ASC'} NULLS ${first ? 'FIRST' : 'LAST'}`
  })
  return items.length === 0 ? '' : ` ORDER BY ${items.join(', ')}`
}
