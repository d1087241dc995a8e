import type { Node, WindowDef } from '@pgsql/types'
import { SqlError } from '../sql-error.ts'
import { orderList } from './order-list.ts'
import type { Place } from './place.ts'

const FRAME = { nonDefault: 0x1, range: 0x2, rows: 0x4, groups: 0x8 }
const BOUNDS: readonly (readonly [number, number, string])[] = [
  [0x20, 0x40, 'UNBOUNDED PRECEDING'],
  [0x80, 0x100, 'UNBOUNDED FOLLOWING'],
  [0x200, 0x400, 'CURRENT ROW'],
  [0x800, 0x1000, 'PRECEDING'],
  [0x2000, 0x4000, 'FOLLOWING'],
]
const EXCLUDES: readonly (readonly [number, string])[] = [
  [0x8000, 'CURRENT ROW'],
  [0x10000, 'GROUP'],
  [0x20000, 'TIES'],
]

function frame(window: WindowDef, place: Place): string {
  const options = window.frameOptions ?? 0
  if ((options & FRAME.nonDefault) === 0) return ''
  const bound = (side: 0 | 1, offset: Node | undefined): string => {
    const found = BOUNDS.find((bits) => (options & bits[side]) !== 0)
    const words = found?.[2] ?? 'CURRENT ROW'
    return words === 'PRECEDING' || words === 'FOLLOWING'
      ? `${place.translate(offset, place).sql} ${words}`
      : words
  }
  const unit = (options & FRAME.rows) !== 0 ? 'ROWS' : (options & FRAME.groups) !== 0 ? 'GROUPS' : 'RANGE'
  const exclude = EXCLUDES.find(([bit]) => (options & bit) !== 0)
  return ` ${unit} BETWEEN ${bound(0, window.startOffset)} AND ${bound(1, window.endOffset)}${exclude ? ` EXCLUDE ${exclude[1]}` : ''}`
}

/** What stands behind OVER. */
export function windowOf(window: WindowDef, place: Place): string {
  const named = window.name ?? window.refname
  const base = named === undefined || named === '' ? undefined : place.windows.get(named)
  if (named !== undefined && named !== '' && !base) throw new SqlError(`window "${named}" does not exist`)
  const partition = (window.partitionClause?.length ?? 0) > 0 ? window.partitionClause : base?.partitionClause
  const order = (window.orderClause?.length ?? 0) > 0 ? window.orderClause : base?.orderClause
  const inner = { ...place, lift: undefined as never }
  const by = (partition ?? []).map((node) => place.translate(node, inner).sql)
  const framed = window.name === undefined || window.name === '' ? window : (base ?? window)
  return `(${by.length > 0 ? `PARTITION BY ${by.join(', ')}` : ''}${orderList(order, (node) => place.translate(node, inner).sql)}${frame(framed, place)})`
}
