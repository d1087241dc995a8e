import type { Params } from '../../../core/params.ts'
import { inSql } from '../ask-table.ts'
import { columnKind } from './column-kind.ts'
import type { Selected } from './selected.ts'

/**
 * The number of rows and, for each column, of values and nulls, with the smallest and largest value and of numbers the
 * mean.
 *
 * @param ids undefined: all columns
 * @throws ValidationError
 */
export async function columnStatistics(selected: Selected, ids?: readonly string[]): Promise<Params> {
  const { table, from, ask } = selected
  const columns = ids ? ids.map((id) => selected.column('columns', id)) : table.columns
  const parts = columns.flatMap(({ id, type }, at) => {
    const name = inSql(id)
    const kind = columnKind(type)
    return [
      `count(${name}) AS n${String(at)}`,
      ...(kind === 'other' ? [] : [`min(${name}) AS lo${String(at)}, max(${name}) AS hi${String(at)}`]),
      ...(kind === 'number' ? [`avg(${name}::float8) AS mean${String(at)}`] : []),
    ]
  })
  const [row = {}] = await ask<Readonly<Record<string, unknown>>>(
    `SELECT ${['count(*) AS total', ...parts].join(', ')}${from}`,
  )
  const total = Number(row['total'])
  return {
    total,
    columns: columns.map(({ id, type }, at) => {
      const count = Number(row[`n${String(at)}`])
      const kind = columnKind(type)
      return {
        id,
        type,
        count,
        nulls: total - count,
        ...(kind === 'other' ? {} : { min: row[`lo${String(at)}`], max: row[`hi${String(at)}`] }),
        ...(kind === 'number' ? { mean: row[`mean${String(at)}`] } : {}),
      }
    }),
  }
}
