import type { FuncCall, Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { isRefused, sqlFunction } from '../functions.ts'
import { SqlError, SqlRefused, unsupported } from '../sql-error.ts'
import { noFunction } from '../sql-function.ts'
import { condition } from './condition.ts'
import { orderList } from './order-list.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'
import { windowOf } from './window.ts'

/** The name as the statement writes it, for CKAN's refusal. */
const writtenName = (node: FuncCall, name: string, { sql }: Place): string => {
  const at = Buffer.from(sql)
    .subarray(node.location ?? 0)
    .toString()
  return /^"?([\w.]+)"?/.exec(at)?.[1]?.split('.').pop() ?? name
}

/** Arguments in their order; `days => 10` stands for its place. */
function argumentsOf(
  nodes: readonly Node[],
  names: readonly string[] | undefined,
  place: Place,
): readonly Expression[] {
  const args: Expression[] = []
  for (const one of nodes) {
    if (!('NamedArgExpr' in one)) {
      args.push(place.translate(one, place))
      continue
    }
    const { name = '', arg } = one.NamedArgExpr
    const at = names?.indexOf(name) ?? -1
    if (at < 0) throw unsupported(`the named argument "${name}"`)
    while (args.length < at) args.push({ sql: '0', type: 'int4', literal: '0' })
    args[at] = place.translate(arg, place)
  }
  return args
}

/** A call of a function. @throws SqlRefused where CKAN lets nobody call it */
export function functionCall(node: FuncCall, place: Place): Expression {
  const names = strings(node.funcname)
  const name = names.at(-1) ?? ''
  const isOwn = names.length === 1 || names[0] === 'pg_catalog'
  const found = isOwn ? sqlFunction(name) : undefined
  if (!found) {
    if (isRefused(name) || !isOwn)
      throw new SqlRefused(`Not authorized to call function ${writtenName(node, name, place)}`)
    const given = (node.args ?? []).map((one) => place.translate(one, place))
    throw noFunction(name, given)
  }
  if (node.func_variadic === true) throw unsupported('VARIADIC')
  const inner: Place = found.isAggregate ? { ...place, lift: undefined } : place
  const args = argumentsOf(node.args ?? [], found.names, inner)
  const sorted = node.agg_order
  const sortedBy = sorted?.[0] && 'SortBy' in sorted[0] ? sorted[0].SortBy.node : undefined
  const order = orderList(sorted, (one) => place.translate(one, inner).sql)
  const written = found.write(args, {
    isDistinct: node.agg_distinct === true,
    order,
    isStar: node.agg_star === true,
    ...(node.agg_within_group === true && sortedBy ? { within: place.translate(sortedBy, inner) } : {}),
  })
  if (found.isSet) {
    const lift = place.lift
    if (!lift) throw new SqlError('set-returning functions are not allowed here')
    return lift(written)
  }
  if (found.isWindow && !node.over) throw new SqlError(`window function ${name} requires an OVER clause`)
  return withWindow(node, written, place)
}

/** FILTER and OVER stand right after the aggregate's own call, which may be inside a cast. */
function withWindow(node: FuncCall, written: Expression, place: Place): Expression {
  const filter = node.agg_filter ? ` FILTER (WHERE ${condition(node.agg_filter, place)})` : ''
  const over = node.over ? ` OVER ${windowOf(node.over, place)}` : ''
  if (filter + over === '') return written
  const cast = /^CAST\((.*) AS (\w+)\)$/s.exec(written.sql)
  if (cast) return { ...written, sql: `CAST(${cast[1] ?? ''}${filter}${over} AS ${cast[2] ?? ''})` }
  if (/^\('\[' \|\| |^\('\{ ' \|\| |^to_microseconds\(/.test(written.sql))
    throw unsupported('FILTER or OVER with this aggregate')
  return { ...written, sql: `${written.sql}${filter}${over}` }
}
