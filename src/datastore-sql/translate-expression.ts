import type { A_Expr, FuncCall, Node, SubLink, TypeName, WindowDef } from '@pgsql/types'
import { castTo, coerce } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import { isRefused, sqlFunction } from './functions.ts'
import { binary, comparable, unary } from './operators.ts'
import { bareColumn, qualifiedColumn, wholeRow, type Scope } from './scope.ts'
import { missingColumn, SqlError, SqlRefused, unsupported } from './sql-error.ts'
import { noFunction } from './sql-function.ts'
import { commonType, elementOf, isArray, isJson, longType, namedType, type SqlType } from './sql-type.ts'

/** Where an expression stands. */
export interface Place {
  readonly scope: Scope
  readonly windows: ReadonlyMap<string, WindowDef>
  /** Takes a function that gives rows out of the select list; absent where none may stand. */
  readonly lift?: (set: Expression) => Expression
  /** A subquery in DuckDB's words, and its columns. */
  readonly subquery: (
    node: Node,
    scope: Scope,
  ) => { readonly sql: string; readonly types: readonly SqlType[] }
  /** The text of the statement, for names as they were written. */
  readonly sql: string
  readonly depth: number
}

const DEEPEST = 100

export const strings = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : ''))

const INT4 = 2_147_483_648

function constant(node: Extract<Node, { A_Const: unknown }>['A_Const']): Expression {
  if (node.isnull === true) return { sql: 'NULL', type: 'null', isConstant: true }
  if (node.boolval)
    return { sql: node.boolval.boolval === true ? 'true' : 'false', type: 'bool', isConstant: true }
  if (node.sval) {
    const text = node.sval.sval ?? ''
    return { sql: quoted(text), type: 'unknown', literal: text, isConstant: true }
  }
  if (node.ival) {
    const value = node.ival.ival ?? 0
    return {
      sql: value < 0 ? `(${value})` : String(value),
      type: 'int4',
      literal: String(value),
      isConstant: true,
    }
  }
  if (node.fval) {
    const text = node.fval.fval ?? '0'
    if (/^\d+$/.test(text) && text.length < 20) {
      const value = BigInt(text)
      if (value < BigInt(INT4)) return { sql: text, type: 'int4', literal: text, isConstant: true }
      if (value < 2n ** 63n)
        return { sql: `CAST(${text} AS BIGINT)`, type: 'int8', literal: text, isConstant: true }
    }
    return {
      ...castTo({ sql: '', type: 'unknown', literal: text }, 'numeric'),
      literal: text,
      isConstant: true,
    }
  }
  throw unsupported('this literal')
}

function typeOf(name: TypeName | undefined): {
  readonly type: SqlType
  readonly precision?: number
  readonly scale?: number
} {
  const names = strings(name?.names)
  const base = namedType(names.at(-1) ?? '')
  const [precision, scale] = (name?.typmods ?? []).map((node) =>
    'A_Const' in node ? (node.A_Const.ival?.ival ?? 0) : 0,
  )
  const type = (name?.arrayBounds?.length ?? 0) > 0 ? `_${base}` : base
  // An interval's modifiers are its fields.
  if (base === 'interval' || precision === undefined) return { type }
  return { type, precision, ...(scale === undefined ? {} : { scale }) }
}

function column(fields: readonly Node[] | undefined, place: Place): Expression {
  const names = strings(fields)
  if (names.length === 1) {
    const [name = ''] = names
    const found = bareColumn(place.scope, name) ?? wholeRow(place.scope, name)
    if (!found) throw missingColumn(`"${name}"`)
    return found
  }
  const [source = '', name = ''] = names.slice(-2)
  return qualifiedColumn(place.scope, source, name)
}

/** A condition; literals `'yes'` are read. */
function condition(node: Node | undefined, place: Place): string {
  const value = translateExpression(node, place)
  const read = coerce(value, 'bool')
  if (read.type !== 'bool')
    throw new SqlError(`argument must be type boolean, not type ${longType(value.type)}`)
  return read.sql
}

/** A list of values of one type. */
function unified(
  nodes: readonly Node[],
  place: Place,
  where: string,
): { readonly values: readonly Expression[]; readonly type: SqlType } {
  const values = nodes.map((node) => translateExpression(node, place))
  const type = commonType(
    values.map((value) => value.type),
    where,
  )
  return { values: values.map((value) => coerce(value, type)), type }
}

const itemsOf = (node: Node | undefined): readonly Node[] =>
  node && 'List' in node ? (node.List.items ?? []) : []

function membership(node: A_Expr, place: Place): Expression {
  const left = translateExpression(node.lexpr, place)
  const isNot = strings(node.name)[0] === '<>'
  const tests = itemsOf(node.rexpr).map((item) => {
    const right = translateExpression(item, place)
    if (left.type === 'record') return binary('=', left, right).sql
    const [a, b] = comparable('=', left, right)
    return { a: a.sql, b: b.sql }
  })
  const [first] = tests
  const isPlain = tests.every(
    (test) => typeof test !== 'string' && typeof first !== 'string' && test.a === first?.a,
  )
  if (isPlain && first !== undefined && typeof first !== 'string')
    return {
      sql: `(${first.a} ${isNot ? 'NOT ' : ''}IN (${tests.map((test) => (typeof test === 'string' ? test : test.b)).join(', ')}))`,
      type: 'bool',
    }
  const any = tests.map((test) => (typeof test === 'string' ? test : `${test.a} = ${test.b}`)).join(' OR ')
  return { sql: isNot ? `(NOT (${any}))` : `(${any})`, type: 'bool' }
}

function between(node: A_Expr, place: Place): Expression {
  const value = translateExpression(node.lexpr, place)
  const [low, high] = itemsOf(node.rexpr).map((item) => translateExpression(item, place))
  if (!low || !high) throw unsupported('BETWEEN without two ends')
  const within = `(${binary('>=', value, low).sql} AND ${binary('<=', value, high).sql})`
  const swapped = `(${binary('>=', value, high).sql} AND ${binary('<=', value, low).sql})`
  const sql = node.kind?.endsWith('_SYM') === true ? `(${within} OR ${swapped})` : within
  return { sql: node.kind?.startsWith('AEXPR_NOT') === true ? `(NOT ${sql})` : sql, type: 'bool' }
}

/** `x = ANY (list)`; one element is enough, or with ALL every one must fit. */
function overList(node: A_Expr, place: Place, all: boolean): Expression {
  const left = translateExpression(node.lexpr, place)
  const given = translateExpression(node.rexpr, place)
  const list =
    given.type === 'unknown' ? castTo(given, `_${left.type === 'unknown' ? 'text' : left.type}`) : given
  if (!isArray(list.type)) throw new SqlError('op ANY/ALL (array) requires array on right side')
  const sign = strings(node.name).at(-1) ?? '='
  const element: Expression = { sql: 'one', type: elementOf(list.type) }
  if (sign === '=' && !all) {
    const [a] = comparable('=', left, element)
    return { sql: `list_contains(${list.sql}, ${a.sql})`, type: 'bool' }
  }
  const test = binary(sign, left, element).sql
  const fits = `len(list_filter(${list.sql}, lambda one: ${test}))`
  return { sql: all ? `(${fits} = len(${list.sql}))` : `(${fits} > 0)`, type: 'bool' }
}

/** SIMILAR TO's pattern arrives inside a function call of the parser. */
function similar(node: A_Expr, place: Place): Expression {
  const value = castTo(translateExpression(node.lexpr, place), 'text')
  const inner = node.rexpr && 'FuncCall' in node.rexpr ? node.rexpr.FuncCall.args?.[0] : node.rexpr
  const pattern = castTo(translateExpression(inner, place), 'text')
  const isNot = strings(node.name)[0]?.startsWith('!') === true
  return {
    sql: `(${isNot ? 'NOT ' : ''}regexp_full_match(${value.sql}, replace(replace(${pattern.sql}, '%', '.*'), '_', '.')))`,
    type: 'bool',
  }
}

function operation(node: A_Expr, place: Place): Expression {
  const sign = strings(node.name).at(-1) ?? ''
  switch (node.kind) {
    case 'AEXPR_IN':
      return membership(node, place)
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
    case 'AEXPR_NOT_BETWEEN_SYM':
      return between(node, place)
    case 'AEXPR_OP_ANY':
      return overList(node, place, false)
    case 'AEXPR_OP_ALL':
      return overList(node, place, true)
    case 'AEXPR_SIMILAR':
      return similar(node, place)
    case 'AEXPR_NULLIF': {
      const value = translateExpression(node.lexpr, place)
      const [a, b] = comparable('=', value, translateExpression(node.rexpr, place))
      return { sql: `nullif(${a.sql}, ${b.sql})`, type: a.type }
    }
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT': {
      const [a, b] = comparable(
        '=',
        translateExpression(node.lexpr, place),
        translateExpression(node.rexpr, place),
      )
      return {
        sql: `(${a.sql} IS ${node.kind === 'AEXPR_DISTINCT' ? '' : 'NOT '}DISTINCT FROM ${b.sql})`,
        type: 'bool',
      }
    }
    default:
      break
  }
  const right = translateExpression(node.rexpr, place)
  if (!node.lexpr) return unary(sign, right)
  return binary(sign, translateExpression(node.lexpr, place), right)
}

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
      ? `${translateExpression(offset, place).sql} ${words}`
      : words
  }
  const unit = (options & FRAME.rows) !== 0 ? 'ROWS' : (options & FRAME.groups) !== 0 ? 'GROUPS' : 'RANGE'
  const exclude = EXCLUDES.find(([bit]) => (options & bit) !== 0)
  return ` ${unit} BETWEEN ${bound(0, window.startOffset)} AND ${bound(1, window.endOffset)}${exclude ? ` EXCLUDE ${exclude[1]}` : ''}`
}

function windowOf(window: WindowDef, place: Place): string {
  const named = window.name ?? window.refname
  const base = named === undefined || named === '' ? undefined : place.windows.get(named)
  if (named !== undefined && named !== '' && !base) throw new SqlError(`window "${named}" does not exist`)
  const partition = (window.partitionClause?.length ?? 0) > 0 ? window.partitionClause : base?.partitionClause
  const order = (window.orderClause?.length ?? 0) > 0 ? window.orderClause : base?.orderClause
  const inner = { ...place, lift: undefined as never }
  const by = (partition ?? []).map((node) => translateExpression(node, inner).sql)
  const framed = window.name === undefined || window.name === '' ? window : (base ?? window)
  return `(${by.length > 0 ? `PARTITION BY ${by.join(', ')}` : ''}${orderList(order, (node) => translateExpression(node, inner).sql)}${frame(framed, place)})`
}

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
      args.push(translateExpression(one, place))
      continue
    }
    const { name = '', arg } = one.NamedArgExpr
    const at = names?.indexOf(name) ?? -1
    if (at < 0) throw unsupported(`the named argument "${name}"`)
    while (args.length < at) args.push({ sql: '0', type: 'int4', literal: '0' })
    args[at] = translateExpression(arg, place)
  }
  return args
}

function functionCall(node: FuncCall, place: Place): Expression {
  const names = strings(node.funcname)
  const name = names.at(-1) ?? ''
  const isOwn = names.length === 1 || names[0] === 'pg_catalog'
  const found = isOwn ? sqlFunction(name) : undefined
  if (!found) {
    if (isRefused(name) || !isOwn)
      throw new SqlRefused(`Not authorized to call function ${writtenName(node, name, place)}`)
    const given = (node.args ?? []).map((one) => translateExpression(one, place))
    throw noFunction(name, given)
  }
  if (node.func_variadic === true) throw unsupported('VARIADIC')
  const inner: Place = found.isAggregate ? { ...place, lift: undefined } : place
  const args = argumentsOf(node.args ?? [], found.names, inner)
  const sorted = node.agg_order
  const sortedBy = sorted?.[0] && 'SortBy' in sorted[0] ? sorted[0].SortBy.node : undefined
  const order = orderList(sorted, (one) => translateExpression(one, inner).sql)
  const written = found.write(args, {
    isDistinct: node.agg_distinct === true,
    order,
    isStar: node.agg_star === true,
    ...(node.agg_within_group === true && sortedBy ? { within: translateExpression(sortedBy, inner) } : {}),
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

function sublink(node: SubLink, place: Place): Expression {
  const { subselect } = node
  if (!subselect) throw unsupported('this subquery')
  const { sql, types } = place.subquery(subselect, place.scope)
  const [type = 'text'] = types
  const one = (): void => {
    if (types.length !== 1) throw new SqlError('subquery must return only one column')
  }
  switch (node.subLinkType) {
    case 'EXISTS_SUBLINK':
      return { sql: `EXISTS (${sql})`, type: 'bool' }
    case 'EXPR_SUBLINK':
      one()
      return { sql: `(${sql})`, type }
    case 'ARRAY_SUBLINK':
      one()
      return { sql: `ARRAY(${sql})`, type: `_${type === 'unknown' ? 'text' : type}` }
    case 'ANY_SUBLINK':
    case 'ALL_SUBLINK': {
      const left = translateExpression(node.testexpr, place)
      const sign = strings(node.operName).at(-1) ?? '='
      if (left.row) {
        if (node.subLinkType === 'ALL_SUBLINK' || sign !== '=')
          throw unsupported('a row compared with a subquery')
        return { sql: `((${left.row.map(({ value }) => value.sql).join(', ')}) IN (${sql}))`, type: 'bool' }
      }
      one()
      const [a] = comparable(sign, left, { sql: 'NULL', type })
      if (!['=', '<>', '<', '>', '<=', '>='].includes(sign)) throw unsupported(`${sign} with a subquery`)
      return {
        sql: `(${a.sql} ${sign} ${node.subLinkType === 'ALL_SUBLINK' ? 'ALL' : 'ANY'} (${sql}))`,
        type: 'bool',
      }
    }
    default:
      throw unsupported('this subquery')
  }
}

const NOW: Readonly<Record<string, readonly [string, SqlType]>> = {
  SVFOP_CURRENT_DATE: ['current_date', 'date'],
  SVFOP_CURRENT_TIMESTAMP: ['now()', 'timestamptz'],
  SVFOP_CURRENT_TIMESTAMP_N: ['now()', 'timestamptz'],
  SVFOP_LOCALTIMESTAMP: ['CAST(now() AS TIMESTAMP)', 'timestamp'],
  SVFOP_LOCALTIMESTAMP_N: ['CAST(now() AS TIMESTAMP)', 'timestamp'],
  SVFOP_LOCALTIME: ['CAST(now() AS TIME)', 'time'],
  SVFOP_CURRENT_TIME: ['CAST(now() AS TIME)', 'time'],
}

const BOOLEAN_TESTS: Readonly<Record<string, string>> = {
  IS_TRUE: 'IS NOT DISTINCT FROM true',
  IS_NOT_TRUE: 'IS DISTINCT FROM true',
  IS_FALSE: 'IS NOT DISTINCT FROM false',
  IS_NOT_FALSE: 'IS DISTINCT FROM false',
  IS_UNKNOWN: 'IS NULL',
  IS_NOT_UNKNOWN: 'IS NOT NULL',
}

function choice(node: Extract<Node, { CaseExpr: unknown }>['CaseExpr'], place: Place): Expression {
  const subject = node.arg ? translateExpression(node.arg, place) : undefined
  const whens = (node.args ?? []).flatMap((one) => ('CaseWhen' in one ? [one.CaseWhen] : []))
  const results = whens.map((one) => translateExpression(one.result, place))
  const otherwise = node.defresult ? translateExpression(node.defresult, place) : undefined
  const type = commonType(
    [...results, ...(otherwise ? [otherwise] : [])].map((one) => one.type),
    'CASE',
  )
  const cases = whens.map((one, at) => {
    const test = subject
      ? binary('=', subject, translateExpression(one.expr, place)).sql
      : condition(one.expr, place)
    const result = results[at]
    return `WHEN ${test} THEN ${result ? coerce(result, type).sql : 'NULL'}`
  })
  return {
    sql: `CASE ${cases.join(' ')}${otherwise ? ` ELSE ${coerce(otherwise, type).sql}` : ''} END`,
    type,
  }
}

function indirection(
  node: Extract<Node, { A_Indirection: unknown }>['A_Indirection'],
  place: Place,
): Expression {
  return (node.indirection ?? []).reduce<Expression>(
    (value, step) => {
      if ('String' in step) {
        // CKAN's json is a pair of the value and a text beside it.
        if (value.type === 'nested' && step.String.sval === 'json') return { ...value, type: 'json' }
        if (value.type === 'nested' && step.String.sval === 'extra') return { sql: 'NULL', type: 'text' }
        const found = value.row?.find(({ name }) => name === step.String.sval)
        if (!found) throw missingColumn(`"${step.String.sval ?? ''}"`)
        return found.value
      }
      if (!('A_Indices' in step)) throw unsupported('.* of an expression')
      if (isJson(value.type)) return binary('->', value, translateExpression(step.A_Indices.uidx, place))
      if (!isArray(value.type))
        throw new SqlError(
          `cannot subscript type ${longType(value.type)} because it does not support subscripting`,
        )
      const index = (one: Node | undefined): string =>
        one ? coerce(translateExpression(one, place), 'int4').sql : ''
      if (step.A_Indices.is_slice === true)
        return {
          type: value.type,
          sql: `${value.sql}[${index(step.A_Indices.lidx) || '1'}:${index(step.A_Indices.uidx) || '-1'}]`,
        }
      const at = index(step.A_Indices.uidx)
      return { sql: `CASE WHEN ${at} > 0 THEN ${value.sql}[${at}] END`, type: elementOf(value.type) }
    },
    translateExpression(node.arg, place),
  )
}

function inner(node: Node, place: Place): Expression {
  if ('A_Const' in node) return constant(node.A_Const)
  if ('ColumnRef' in node) return column(node.ColumnRef.fields, place)
  if ('A_Expr' in node) return operation(node.A_Expr, place)
  if ('FuncCall' in node) return functionCall(node.FuncCall, place)
  if ('TypeCast' in node) {
    const { type, ...modifiers } = typeOf(node.TypeCast.typeName)
    const { arg } = node.TypeCast
    if (arg && 'A_ArrayExpr' in arg && (arg.A_ArrayExpr.elements?.length ?? 0) === 0)
      return { sql: '[]', type }
    return castTo(translateExpression(arg, place), type, modifiers)
  }
  if ('BoolExpr' in node) {
    const parts = (node.BoolExpr.args ?? []).map((one) => condition(one, place))
    if (node.BoolExpr.boolop === 'NOT_EXPR') return { sql: `(NOT ${parts[0] ?? ''})`, type: 'bool' }
    return { sql: `(${parts.join(node.BoolExpr.boolop === 'OR_EXPR' ? ' OR ' : ' AND ')})`, type: 'bool' }
  }
  if ('NullTest' in node) {
    const value = translateExpression(node.NullTest.arg, place)
    return {
      sql: `(${value.row ? (value.row[0]?.value.sql ?? 'NULL') : value.sql} IS ${node.NullTest.nulltesttype === 'IS_NULL' ? '' : 'NOT '}NULL)`,
      type: 'bool',
    }
  }
  if ('BooleanTest' in node)
    return {
      sql: `(${condition(node.BooleanTest.arg, place)} ${BOOLEAN_TESTS[node.BooleanTest.booltesttype ?? ''] ?? ''})`,
      type: 'bool',
    }
  if ('CaseExpr' in node) return choice(node.CaseExpr, place)
  if ('CoalesceExpr' in node) {
    const { values, type } = unified(node.CoalesceExpr.args ?? [], place, 'COALESCE')
    return { sql: `coalesce(${values.map(({ sql }) => sql).join(', ')})`, type }
  }
  if ('MinMaxExpr' in node) {
    const { values, type } = unified(
      node.MinMaxExpr.args ?? [],
      place,
      node.MinMaxExpr.op === 'IS_LEAST' ? 'LEAST' : 'GREATEST',
    )
    return {
      sql: `${node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest'}(${values.map(({ sql }) => sql).join(', ')})`,
      type,
    }
  }
  if ('A_ArrayExpr' in node) {
    const { values, type } = unified(node.A_ArrayExpr.elements ?? [], place, 'ARRAY')
    return { sql: `[${values.map(({ sql }) => sql).join(', ')}]`, type: `_${type}` }
  }
  if ('RowExpr' in node) {
    const row = (node.RowExpr.args ?? []).map((one, at) => ({
      name: `f${at + 1}`,
      value: translateExpression(one, place),
    }))
    return { sql: 'NULL', type: 'record', row }
  }
  if ('SubLink' in node) return sublink(node.SubLink, place)
  if ('A_Indirection' in node) return indirection(node.A_Indirection, place)
  if ('CollateClause' in node) return translateExpression(node.CollateClause.arg, place)
  if ('SQLValueFunction' in node) {
    const found = NOW[node.SQLValueFunction.op ?? '']
    if (!found)
      throw new SqlRefused(
        `Not authorized to call function ${(node.SQLValueFunction.op ?? '').replace(/^SVFOP_/, '').toLowerCase()}`,
      )
    return { sql: found[0], type: found[1] }
  }
  if ('XmlExpr' in node || 'XmlSerialize' in node)
    throw new SqlRefused('Not authorized to call function xmlparse')
  if ('GroupingFunc' in node)
    return {
      sql: `CAST(grouping(${(node.GroupingFunc.args ?? []).map((one) => translateExpression(one, place).sql).join(', ')}) AS INTEGER)`,
      type: 'int4',
    }
  if ('ParamRef' in node) throw new SqlError('there is no parameter $1')
  throw unsupported(Object.keys(node)[0] ?? 'this expression')
}

/**
 * An expression of PostgreSQL in DuckDB's words. Only what is known here is ever written: names become columns that the
 * statement may read, literals are quoted anew, functions come from a list.
 *
 * @throws SqlError in PostgreSQL's words, SqlRefused
 */
export function translateExpression(node: Node | undefined, place: Place): Expression {
  if (!node) throw unsupported('an empty expression')
  if (place.depth > DEEPEST) throw new SqlError('stack depth limit exceeded')
  return inner(node, { ...place, depth: place.depth + 1 })
}
