import type { Node } from '@pgsql/types'
import type { Place } from '../expressions/place.ts'
import { strings } from '../expressions/strings.ts'
import { outputName } from '../output-name.ts'
import { asExpression, type Scope } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import type { Target } from './target.ts'

/** `*` is an empty text, `t.*` the table's name; undefined: no star. */
function starOf(node: Node | undefined): string | undefined {
  if (!node || !('ColumnRef' in node)) return undefined
  const fields = node.ColumnRef.fields ?? []
  const last = fields.at(-1)
  if (!last || !('A_Star' in last)) return undefined
  return strings(fields.slice(0, -1)).at(-1) ?? ''
}

function expand(source: string, scope: Scope): readonly Target[] {
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

/**
 * The select list.
 * @param columns where columns by themselves are looked up, with the texts of their numbers
 */
export function selectList(nodes: readonly Node[], columns: Place, place: Place): readonly Target[] {
  return nodes.flatMap((one) => {
    if (!('ResTarget' in one)) throw unsupported('this select list')
    const { val, name } = one.ResTarget
    const star = starOf(val)
    if (star !== undefined) return expand(star, columns.scope)
    const isColumn = val !== undefined && 'ColumnRef' in val
    const value = place.translate(val, isColumn ? columns : place)
    return [{ name: name ?? outputName(val), value, node: val }]
  })
}
