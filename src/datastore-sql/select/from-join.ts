import type { JoinExpr, Node } from '@pgsql/types'
import { strings } from '../expressions/strings.ts'
import type { Scope, SourceColumn } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import { isJson, isText } from '../sql-type.ts'
import { conditionOf } from './condition-of.ts'
import type { FromItem } from './from-item.ts'
import type { Translation } from './translation.ts'

const allColumns = ({ sources, merged }: FromItem): readonly SourceColumn[] => {
  const names = new Set(merged.map(({ name }) => name))
  return [...merged, ...sources.flatMap(({ columns }) => columns.filter(({ name }) => !names.has(name)))]
}

const commonNames = (left: FromItem, right: FromItem): readonly string[] => {
  const names = new Set(allColumns(right).map(({ name }) => name))
  return [...new Set(allColumns(left).map(({ name }) => name))].filter((name) => names.has(name))
}

function sideColumn(side: FromItem, name: string): SourceColumn {
  const [found, second] = allColumns(side).filter((column) => column.name === name)
  if (!found) throw new SqlError(`column "${name}" specified in USING clause does not exist in left table`)
  if (second) throw new SqlError(`common column name "${name}" appears more than once in left table`)
  if (isJson(found.type) && !isText(found.type))
    throw new SqlError('could not identify an equality operator for type json')
  return found
}

/** A join in FROM. @param source translates its sides */
export function fromJoin(
  translation: Translation,
  node: JoinExpr,
  scope: Scope,
  source: (node: Node, scope: Scope) => FromItem,
): FromItem {
  if (!node.larg || !node.rarg) throw unsupported('this JOIN')
  const left = source(node.larg, scope)
  const right = source(node.rarg, {
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
  const place = translation.place({ ...scope, sources: [...scope.sources, ...sources], merged }, new Map())
  return {
    sql: `(${left.sql} ${word} ${right.sql} ON ${conditionOf(node.quals, place, 'JOIN/ON')})`,
    sources,
    merged,
  }
}
