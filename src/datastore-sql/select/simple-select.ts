import type { Node, SelectStmt, WindowDef } from '@pgsql/types'
import { castTo } from '../cast.ts'
import type { Expression } from '../expression.ts'
import type { Scope } from '../scope.ts'
import { conditionOf } from './condition-of.ts'
import { distinctClause } from './distinct-clause.ts'
import { fromClause } from './from-clause.ts'
import { groupClause } from './group-clause.ts'
import { limits } from './limits.ts'
import { orderClause } from './order-clause.ts'
import { selectList } from './select-list.ts'
import type { Translated } from './translated.ts'
import type { Translation } from './translation.ts'

function withoutTexts(scope: Scope): Scope {
  const bare = <T extends { readonly written?: string | undefined }>(one: T): T => ({
    ...one,
    written: undefined,
  })
  return {
    ...scope,
    sources: scope.sources.map((source) => ({ ...source, columns: source.columns.map(bare) })),
    merged: scope.merged.map(bare),
  }
}

/** How a select list takes the texts of numbers: of equal ones any; undefined: rows that are told apart can't have them. */
function howWritten(node: SelectStmt): ((text: string) => string) | undefined {
  if (node.distinctClause?.some((one) => Object.keys(one).length === 0)) return undefined
  const groups = node.groupClause ?? []
  if (groups.some((one) => 'GroupingSet' in one)) return undefined
  return groups.length > 0 ? (text) => `any_value(${text})` : (text) => text
}

const output = (value: Expression): string => {
  if (value.type === 'unknown' || value.type === 'null') return castTo(value, 'text').sql
  return value.sql
}

function windowsOf(nodes: readonly Node[] | undefined): ReadonlyMap<string, WindowDef> {
  return new Map(
    (nodes ?? []).flatMap((one) =>
      'WindowDef' in one ? [[one.WindowDef.name ?? '', one.WindowDef] as const] : [],
    ),
  )
}

/** SELECT … FROM … */
export function simpleSelect(
  translation: Translation,
  node: SelectStmt,
  outer: Scope,
  isWide: boolean,
): Translated {
  const from = fromClause(translation, node.fromClause ?? [], outer)
  const whole: Scope = { ...outer, sources: from.sources, merged: from.merged, outer: outer.outer }
  const isGrouped = (node.groupClause?.length ?? 0) > 0
  // Where equal numbers are one, there is no text of theirs to compute with.
  const scope = isGrouped ? withoutTexts(whole) : whole
  const windows = windowsOf(node.windowClause)
  const lifted: Expression[] = []
  const liftName = translation.name('g')
  const lift = (set: Expression): Expression => {
    lifted.push(set)
    return { sql: `${liftName}.v${lifted.length}`, type: set.type }
  }
  const place = translation.place(scope, windows)
  const targets = selectList(
    node.targetList ?? [],
    translation.place(whole, windows),
    translation.place(scope, windows, lift),
  )
  const writtenAs = isWide ? howWritten(node) : undefined
  const columns = targets.map(({ name, value }, at) => ({
    name,
    sqlName: `o${at + 1}`,
    type: value.type,
    written: writtenAs && value.written !== undefined ? `o${at + 1}w` : undefined,
  }))
  const where = node.whereClause ? ` WHERE ${conditionOf(node.whereClause, place, 'WHERE')}` : ''
  const group = groupClause(node, targets, place)
  const having = node.havingClause ? ` HAVING ${conditionOf(node.havingClause, place, 'HAVING')}` : ''
  const distinct = distinctClause(node, targets, place)
  const order = orderClause(node, targets, place)
  const list = [
    ...targets.map(({ value }, at) => `${output(value)} AS o${at + 1}`),
    ...targets.flatMap(({ value: { written } }, at) =>
      writtenAs && written !== undefined ? [`${writtenAs(written)} AS o${at + 1}w`] : [],
    ),
  ]
  const sets = lifted.map(({ sql }, at) => `${sql} AS v${at + 1}`).join(', ')
  const sources = [from.sql, ...(lifted.length > 0 ? [`LATERAL (SELECT ${sets}) ${liftName}`] : [])].filter(
    (one) => one !== '',
  )
  const body = `SELECT ${distinct}${list.join(', ') || 'NULL'}${sources.length > 0 ? ` FROM ${sources.join(', ')}` : ''}${where}${group}${having}${order}`
  return { sql: body + limits(translation, node, outer), columns }
}
