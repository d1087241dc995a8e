import type { JoinExpr, Node, RangeFunction, RangeVar, SelectStmt, WindowDef, WithClause } from '@pgsql/types'
import { castTo, coerce } from './cast.ts'
import type { Expression } from './expression.ts'
import { sqlFunction } from './functions.ts'
import { outputName } from './output-name.ts'
import {
  asExpression,
  bareColumn,
  type CommonTable,
  type Scope,
  type Source,
  type SourceColumn,
} from './scope.ts'
import { SqlError, SqlRefused, unsupported } from './sql-error.ts'
import { commonType, isJson, isText, type SqlType } from './sql-type.ts'
import { orderList, strings, translateExpression, type Place } from './translate-expression.ts'

/** A column of a result: its name in PostgreSQL, its name in DuckDB, its type. */
export interface OutputColumn {
  readonly name: string
  readonly sqlName: string
  readonly type: SqlType
  /** Of numbers: the name of a column beside it that has them as they were written. */
  readonly written?: string | undefined
}

export interface Translated {
  readonly sql: string
  readonly columns: readonly OutputColumn[]
}

/** A table that the statement may read. */
export interface ReadableTable {
  /** In DuckDB's words. */
  readonly sqlName: string
  readonly columns: CommonTable['columns']
}

export type FindTable = (name: string) => ReadableTable | undefined

const MOST_SOURCES = 50

/** Translates statements; one for each, since it numbers what it names. */
export class SelectTranslator {
  private next = 0
  private readonly findTable: FindTable
  private readonly text: string

  constructor(findTable: FindTable, text: string) {
    this.findTable = findTable
    this.text = text
  }

  private name(prefix: string): string {
    this.next++
    if (this.next > 5000) throw new SqlError('the statement is too long')
    return `${prefix}${this.next}`
  }

  private place(
    scope: Scope,
    windows: ReadonlyMap<string, WindowDef>,
    lift?: (set: Expression) => Expression,
  ): Place {
    return {
      scope,
      windows,
      ...(lift ? { lift } : {}),
      subquery: (node, outer) => this.subquery(node, outer),
      sql: this.text,
      depth: 0,
    }
  }

  private subquery(node: Node, outer: Scope): { readonly sql: string; readonly types: readonly SqlType[] } {
    if (!('SelectStmt' in node)) throw unsupported('this subquery')
    const { sql, columns } = this.select(node.SelectStmt, { ...emptyScope(outer.commonTables), outer }, false)
    return { sql, types: columns.map(({ type }) => type) }
  }

  /**
   * A whole statement.
   *
   * @param isWide whether numbers may bring columns of their own with their texts
   * @throws SqlError, SqlRefused
   */
  select(node: SelectStmt, scope: Scope = emptyScope(new Map()), isWide = true): Translated {
    if (node.intoClause) throw new SqlError('SELECT ... INTO is not allowed here')
    if (node.lockingClause && node.lockingClause.length > 0)
      throw new SqlRefused('Not authorized to read resource.')
    const { prefix, commonTables } = this.withClause(node.withClause, scope)
    const inner = { ...scope, commonTables }
    const { sql, columns } =
      node.op === 'SETOP_NONE' || node.op === undefined
        ? node.valuesLists && node.valuesLists.length > 0
          ? this.values(node, inner)
          : this.simple(node, inner, isWide)
        : this.combined(node, inner)
    return { sql: `${prefix}${sql}`, columns }
  }

  private withClause(
    node: WithClause | undefined,
    scope: Scope,
  ): { readonly prefix: string; readonly commonTables: Scope['commonTables'] } {
    if (!node) return { prefix: '', commonTables: scope.commonTables }
    const commonTables = new Map(scope.commonTables)
    const seen = new Set<string>()
    const parts = (node.ctes ?? []).map((one) => {
      if (!('CommonTableExpr' in one)) throw unsupported('this WITH')
      const { ctename = '', ctequery, aliascolnames } = one.CommonTableExpr
      if (seen.has(ctename)) throw new SqlError(`WITH query name "${ctename}" specified more than once`)
      seen.add(ctename)
      if (!ctequery || !('SelectStmt' in ctequery))
        throw new SqlError('WITH clause containing a data-modifying statement must be at the top level')
      const sqlName = this.name('w')
      const names = strings(aliascolnames)
      const query = ctequery.SelectStmt
      const columnsOf = (columns: readonly OutputColumn[]): CommonTable => ({
        sqlName,
        columns: columns.map((column, at) => ({
          name: names[at] ?? column.name,
          type: known(column.type),
          sqlName: column.sqlName,
          written: column.written,
        })),
      })
      const isRecursive = node.recursive === true && query.op !== 'SETOP_NONE' && query.larg !== undefined
      let body
      if (isRecursive && query.larg && query.rarg) {
        const left = this.select(query.larg, { ...scope, commonTables }, false)
        commonTables.set(ctename, columnsOf(left.columns))
        const right = this.select(query.rarg, { ...scope, commonTables }, false)
        const list = left.columns.map(({ sqlName: output }) => output).join(', ')
        const types = left.columns.map((column, at) =>
          commonType([column.type, right.columns[at]?.type ?? column.type], 'UNION'),
        )
        commonTables.set(
          ctename,
          columnsOf(left.columns.map((column, at) => ({ ...column, type: types[at] ?? column.type }))),
        )
        body = `${sqlName}(${list}) AS ((${left.sql}) UNION${query.all === true ? ' ALL' : ''} (${right.sql}))`
      } else {
        const made = this.select(query, { ...scope, commonTables })
        commonTables.set(ctename, columnsOf(made.columns))
        body = `${sqlName} AS (${made.sql})`
      }
      return body
    })
    return { prefix: `WITH ${node.recursive === true ? 'RECURSIVE ' : ''}${parts.join(', ')} `, commonTables }
  }

  private values(node: SelectStmt, scope: Scope): Translated {
    const place = this.place(scope, new Map())
    const rows = (node.valuesLists ?? []).map((list) =>
      ('List' in list ? (list.List.items ?? []) : []).map((item) => translateExpression(item, place)),
    )
    const width = rows[0]?.length ?? 0
    if (rows.some((row) => row.length !== width))
      throw new SqlError('VALUES lists must all be the same length')
    const types = Array.from({ length: width }, (_, at) =>
      commonType(
        rows.map((row) => row[at]?.type ?? 'unknown'),
        'VALUES',
      ),
    )
    const list = rows.map(
      (row) => `(${row.map((value, at) => coerce(value, types[at] ?? 'text').sql).join(', ')})`,
    )
    const source = this.name('s')
    const columns = types.map((type, at) => ({ name: `column${at + 1}`, sqlName: `o${at + 1}`, type }))
    const names = columns.map(({ sqlName }) => sqlName).join(', ')
    const tail = this.tail(node, columns, scope)
    return { sql: `SELECT * FROM (VALUES ${list.join(', ')}) ${source}(${names})${tail}`, columns }
  }

  private combined(node: SelectStmt, scope: Scope): Translated {
    if (!node.larg || !node.rarg) throw unsupported('this UNION')
    const word = node.op === 'SETOP_UNION' ? 'UNION' : node.op === 'SETOP_INTERSECT' ? 'INTERSECT' : 'EXCEPT'
    const left = this.select(node.larg, scope, false)
    const right = this.select(node.rarg, scope, false)
    if (left.columns.length !== right.columns.length)
      throw new SqlError(`each ${word} query must have the same number of columns`)
    const columns = left.columns.map((column, at) => ({
      ...column,
      type: commonType([column.type, right.columns[at]?.type ?? column.type], word),
    }))
    const source = this.name('u')
    const body = `((${left.sql}) ${word}${node.all === true ? ' ALL' : ''} (${right.sql}))`
    return { sql: `SELECT * FROM ${body} ${source}${this.tail(node, columns, scope)}`, columns }
  }

  /** ORDER BY, LIMIT and OFFSET of what has no FROM of its own: names and positions of its columns. */
  private tail(node: SelectStmt, columns: readonly OutputColumn[], scope: Scope): string {
    const order = orderList(node.sortClause, (one) => {
      const at = positionOf(one, columns)
      if (at === undefined)
        throw new SqlError('Only result column names can be used, not expressions or functions.')
      return columns[at]?.sqlName ?? ''
    })
    return order + this.limits(node, scope)
  }

  private limits(node: SelectStmt, scope: Scope): string {
    if (node.limitOption === 'LIMIT_OPTION_WITH_TIES') throw unsupported('WITH TIES')
    const place = this.place({ ...emptyScope(scope.commonTables) }, new Map())
    const write = (word: string, one: Node | undefined): string => {
      if (!one) return ''
      const value = translateExpression(one, place)
      if (value.type === 'null') return ''
      if (/^\(-\d+\)$/.test(value.sql)) throw new SqlError(`${word} must not be negative`)
      return ` ${word} CAST(${coerce(value, 'int8').sql} AS BIGINT)`
    }
    return write('LIMIT', node.limitCount) + write('OFFSET', node.limitOffset)
  }

  private simple(node: SelectStmt, outer: Scope, isWide: boolean): Translated {
    const from = this.from(node.fromClause ?? [], outer)
    const whole: Scope = { ...outer, sources: from.sources, merged: from.merged, outer: outer.outer }
    const isGrouped = (node.groupClause?.length ?? 0) > 0
    // Where equal numbers are one, there is no text of theirs to compute with.
    const scope = isGrouped ? withoutTexts(whole) : whole
    const windows = windowsOf(node.windowClause)
    const lifted: Expression[] = []
    const liftName = this.name('g')
    const lift = (set: Expression): Expression => {
      lifted.push(set)
      return { sql: `${liftName}.v${lifted.length}`, type: set.type }
    }
    const place = this.place(scope, windows)
    const targets = this.targets(
      node.targetList ?? [],
      this.place(whole, windows),
      this.place(scope, windows, lift),
    )
    const writtenAs = isWide ? howWritten(node) : undefined
    const columns = targets.map(({ name, value }, at) => ({
      name,
      sqlName: `o${at + 1}`,
      type: value.type,
      written: writtenAs && value.written !== undefined ? `o${at + 1}w` : undefined,
    }))
    const where = node.whereClause ? ` WHERE ${this.condition(node.whereClause, place, 'WHERE')}` : ''
    const group = this.group(node, targets, place)
    const having = node.havingClause ? ` HAVING ${this.condition(node.havingClause, place, 'HAVING')}` : ''
    const distinct = this.distinct(node, targets, place)
    const order = this.order(node, targets, place)
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
    return { sql: body + this.limits(node, outer), columns }
  }

  private condition(node: Node, place: Place, where: string): string {
    const value = translateExpression(node, place)
    const read = coerce(value, 'bool')
    if (read.type !== 'bool')
      throw new SqlError(`argument of ${where} must be type boolean, not type ${value.type}`)
    return read.sql
  }

  /** @param columns where columns by themselves are looked up, with the texts of their numbers */
  private targets(nodes: readonly Node[], columns: Place, place: Place): readonly Target[] {
    return nodes.flatMap((one) => {
      if (!('ResTarget' in one)) throw unsupported('this select list')
      const { val, name } = one.ResTarget
      const star = starOf(val)
      if (star !== undefined) return this.expand(star, columns.scope)
      const isColumn = val !== undefined && 'ColumnRef' in val
      const value = translateExpression(val, isColumn ? columns : place)
      return [{ name: name ?? outputName(val), value, node: val }]
    })
  }

  private expand(source: string, scope: Scope): readonly Target[] {
    if (source !== '') {
      const found = scope.sources.find(({ name }) => name === source)
      if (!found) throw new SqlError(`missing FROM-clause entry for table "${source}"`)
      return found.columns.map((column) => ({ name: column.name, value: asExpression(column) }))
    }
    if (scope.sources.length === 0) throw new SqlError('SELECT * with no tables specified is not valid')
    const merged = new Set(scope.merged.map(({ name }) => name))
    const rest = scope.sources.flatMap(({ columns }) => columns.filter(({ name }) => !merged.has(name)))
    return [...scope.merged, ...rest].map((column) => ({ name: column.name, value: asExpression(column) }))
  }

  private group(node: SelectStmt, targets: readonly Target[], place: Place): string {
    const write = (one: Node): string => {
      if ('GroupingSet' in one) {
        const { kind, content } = one.GroupingSet
        const inside = (content ?? []).map(write).join(', ')
        if (kind === 'GROUPING_SET_EMPTY') return '()'
        const word =
          kind === 'GROUPING_SET_ROLLUP' ? 'ROLLUP' : kind === 'GROUPING_SET_CUBE' ? 'CUBE' : 'GROUPING SETS'
        return `${word} (${inside})`
      }
      if ('RowExpr' in one) return `(${(one.RowExpr.args ?? []).map(write).join(', ')})`
      // A bare name means a column first, an output's name only then; a number is an output's place.
      const bare = bareName(one)
      if (bare !== undefined && bareColumn(place.scope, bare) !== undefined)
        return translateExpression(one, place).sql
      const at = positionOf(one, targets)
      if (at !== undefined) return targets[at]?.value.sql ?? ''
      return translateExpression(one, place).sql
    }
    const parts = (node.groupClause ?? []).map(write)
    return parts.length === 0 ? '' : ` GROUP BY ${parts.join(', ')}`
  }

  private distinct(node: SelectStmt, targets: readonly Target[], place: Place): string {
    const clause = node.distinctClause ?? []
    if (clause.length === 0) return ''
    const on = clause.filter((one) => Object.keys(one).length > 0)
    if (on.length === 0) return 'DISTINCT '
    const parts = on.map((one) => this.byOutput(one, targets, place))
    const first = (node.sortClause ?? []).slice(0, parts.length)
    for (const one of first)
      if ('SortBy' in one && !parts.includes(this.byOutput(one.SortBy.node, targets, place)))
        throw new SqlError('SELECT DISTINCT ON expressions must match initial ORDER BY expressions')
    return `DISTINCT ON (${parts.join(', ')}) `
  }

  /** ORDER BY means an output's name or place first, then a column. */
  private byOutput(node: Node | undefined, targets: readonly Target[], place: Place): string {
    const at = positionOf(node, targets)
    if (at !== undefined) return targets[at]?.value.sql ?? ''
    return translateExpression(node, place).sql
  }

  private order(node: SelectStmt, targets: readonly Target[], place: Place): string {
    const isDistinct =
      (node.distinctClause?.length ?? 0) > 0 &&
      node.distinctClause?.every((one) => Object.keys(one).length === 0)
    return orderList(node.sortClause, (one) => {
      const sql = this.byOutput(one, targets, place)
      if (isDistinct !== true) return sql
      const at = positionOf(one, targets) ?? targets.findIndex(({ value }) => value.sql === sql)
      if (at < 0) throw new SqlError('for SELECT DISTINCT, ORDER BY expressions must appear in select list')
      return `o${at + 1}`
    })
  }

  private from(nodes: readonly Node[], outer: Scope): From {
    let sql = ''
    const sources: Source[] = []
    const merged: SourceColumn[] = []
    for (const node of nodes) {
      const item = this.source(node, { ...outer, sources, merged, outer: outer.outer })
      sql += `${sql === '' ? '' : ', '}${item.sql}`
      for (const one of item.sources) {
        if (one.name !== undefined && sources.some(({ name }) => name === one.name))
          throw new SqlError(`table name "${one.name}" specified more than once`)
        sources.push(one)
      }
      merged.push(...item.merged)
      if (sources.length > MOST_SOURCES) throw new SqlError('too many tables')
    }
    return { sql, sources, merged }
  }

  private source(node: Node, scope: Scope): From {
    if ('RangeVar' in node) return this.table(node.RangeVar, scope)
    if ('JoinExpr' in node) return this.join(node.JoinExpr, scope)
    if ('RangeFunction' in node) return this.call(node.RangeFunction, scope)
    if ('RangeSubselect' in node) {
      const { subquery, alias, lateral } = node.RangeSubselect
      if (!subquery || !('SelectStmt' in subquery)) throw unsupported('this subquery')
      const inner =
        lateral === true
          ? { ...emptyScope(scope.commonTables), outer: scope }
          : { ...emptyScope(scope.commonTables), outer: scope.outer }
      const { sql, columns } = this.select(subquery.SelectStmt, inner)
      const sqlName = this.name('s')
      const named = renamed(columns, strings(alias?.colnames))
      return {
        sql: `${lateral === true ? 'LATERAL ' : ''}(${sql}) ${sqlName}`,
        sources: [
          {
            name: alias?.aliasname,
            columns: named.map((column) => ({
              ...column,
              type: known(column.type),
              sql: `${sqlName}.${column.sqlName}`,
              written: column.written && `${sqlName}.${column.written}`,
            })),
          },
        ],
        merged: [],
      }
    }
    throw unsupported(Object.keys(node)[0] ?? 'this table')
  }

  private table(node: RangeVar, scope: Scope): From {
    const { relname = '', schemaname, alias } = node
    const common = schemaname === undefined ? scope.commonTables.get(relname) : undefined
    const table =
      common ?? (schemaname === undefined || schemaname === 'public' ? this.findTable(relname) : undefined)
    if (!table)
      throw new SqlError(
        `relation "${schemaname === undefined ? '' : `${schemaname}.`}${relname}" does not exist`,
      )
    const sqlName = this.name('t')
    const columns = renamed(table.columns, strings(alias?.colnames))
    return {
      sql: `${table.sqlName} ${sqlName}`,
      sources: [
        {
          name: alias?.aliasname ?? relname,
          columns: columns.map((column) => ({
            name: column.name,
            type: column.type,
            sql: column.sqlName.replaceAll('@', sqlName).replace(/^(\w+)$/, `${sqlName}.$1`),
            written: column.written && `${sqlName}.${column.written}`,
          })),
        },
      ],
      merged: [],
    }
  }

  private join(node: JoinExpr, scope: Scope): From {
    if (!node.larg || !node.rarg) throw unsupported('this JOIN')
    const left = this.source(node.larg, scope)
    const right = this.source(node.rarg, {
      ...scope,
      sources: [...scope.sources, ...left.sources],
      merged: [...scope.merged, ...left.merged],
    })
    const words = { JOIN_LEFT: 'LEFT JOIN', JOIN_RIGHT: 'RIGHT JOIN', JOIN_FULL: 'FULL JOIN' } as Readonly<
      Record<string, string>
    >
    const word = words[node.jointype ?? ''] ?? 'JOIN'
    const sources = [...left.sources, ...right.sources]
    const shared = node.isNatural === true ? commonNames(left, right) : strings(node.usingClause)
    if (shared.length > 0) {
      const pairs = shared.map((name) => ({ name, a: sideColumn(left, name), b: sideColumn(right, name) }))
      const on = pairs.map(({ a, b }) => `${a.sql} = ${b.sql}`).join(' AND ')
      const merged = pairs.map(({ name, a, b }): SourceColumn => ({
        name,
        type: a.type,
        written:
          node.jointype === 'JOIN_RIGHT' ? b.written : node.jointype === 'JOIN_FULL' ? undefined : a.written,
        sql:
          node.jointype === 'JOIN_RIGHT'
            ? b.sql
            : node.jointype === 'JOIN_FULL'
              ? `coalesce(${a.sql}, ${b.sql})`
              : a.sql,
      }))
      const kept = [...left.merged, ...right.merged].filter(({ name }) => !shared.includes(name))
      return { sql: `(${left.sql} ${word} ${right.sql} ON ${on})`, sources, merged: [...merged, ...kept] }
    }
    const merged = [...left.merged, ...right.merged]
    if (!node.quals) return { sql: `(${left.sql} CROSS JOIN ${right.sql})`, sources, merged }
    const place = this.place({ ...scope, sources: [...scope.sources, ...sources], merged }, new Map())
    return {
      sql: `(${left.sql} ${word} ${right.sql} ON ${this.condition(node.quals, place, 'JOIN/ON')})`,
      sources,
      merged,
    }
  }

  /** A function in FROM: its rows, one column. */
  private call(node: RangeFunction, scope: Scope): From {
    const list = node.functions?.[0]
    const first = list && 'List' in list ? list.List.items?.[0] : undefined
    if (!first || !('FuncCall' in first) || (node.functions?.length ?? 0) > 1)
      throw unsupported('this function in FROM')
    const name = strings(first.FuncCall.funcname).at(-1) ?? ''
    const sqlName = this.name('f')
    let made: Expression | undefined
    const lateral = { ...emptyScope(scope.commonTables), outer: scope }
    const value = translateExpression(
      first,
      this.place(lateral, new Map(), (set) => (made = set)),
    )
    if (!made && sqlFunction(name)?.isSet !== true) made = value
    if (!made) throw unsupported('this function in FROM')
    const alias = node.alias?.aliasname ?? name
    const [column = sqlFunction(name)?.column ?? alias] = strings(node.alias?.colnames)
    const ordinality = node.ordinality === true ? ', row_number() OVER () AS v2' : ''
    const columns: SourceColumn[] = [{ name: column, type: made.type, sql: `${sqlName}.v1` }]
    if (node.ordinality === true)
      columns.push({
        name: strings(node.alias?.colnames)[1] ?? 'ordinality',
        type: 'int8',
        sql: `${sqlName}.v2`,
      })
    return {
      sql: `LATERAL (SELECT *${ordinality} FROM (SELECT ${made.sql} AS v1)) ${sqlName}`,
      sources: [{ name: alias, columns }],
      merged: [],
    }
  }
}

interface From {
  readonly sql: string
  readonly sources: readonly Source[]
  readonly merged: readonly SourceColumn[]
}

interface Target {
  readonly name: string
  readonly value: Expression
  readonly node?: Node | undefined
}

const emptyScope = (commonTables: Scope['commonTables']): Scope => ({
  sources: [],
  merged: [],
  outer: undefined,
  commonTables,
})

/** In a subquery a quoted literal becomes text for those outside. */
const known = (type: SqlType): SqlType => (type === 'unknown' || type === 'null' ? 'text' : type)

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

const bareName = (node: Node | undefined): string | undefined => {
  if (!node || !('ColumnRef' in node) || node.ColumnRef.fields?.length !== 1) return undefined
  return strings(node.ColumnRef.fields)[0]
}

/** The place of the output that a name or a number means. */
function positionOf(
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

/** `*` is an empty text, `t.*` the table's name; undefined: no star. */
function starOf(node: Node | undefined): string | undefined {
  if (!node || !('ColumnRef' in node)) return undefined
  const fields = node.ColumnRef.fields ?? []
  const last = fields.at(-1)
  if (!last || !('A_Star' in last)) return undefined
  return strings(fields.slice(0, -1)).at(-1) ?? ''
}

const renamed = <T extends { readonly name: string }>(
  columns: readonly T[],
  names: readonly string[],
): readonly T[] =>
  names.length === 0 ? columns : columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }))

const allColumns = ({ sources, merged }: From): readonly SourceColumn[] => {
  const names = new Set(merged.map(({ name }) => name))
  return [...merged, ...sources.flatMap(({ columns }) => columns.filter(({ name }) => !names.has(name)))]
}

const commonNames = (left: From, right: From): readonly string[] => {
  const names = new Set(allColumns(right).map(({ name }) => name))
  return [...new Set(allColumns(left).map(({ name }) => name))].filter((name) => names.has(name))
}

function sideColumn(side: From, name: string): SourceColumn {
  const [found, second] = allColumns(side).filter((column) => column.name === name)
  if (!found) throw new SqlError(`column "${name}" specified in USING clause does not exist in left table`)
  if (second) throw new SqlError(`common column name "${name}" appears more than once in left table`)
  if (isJson(found.type) && !isText(found.type))
    throw new SqlError('could not identify an equality operator for type json')
  return found
}
