import { ValidationError } from '../../../core/errors.ts'
import type { Params } from '../../../core/params.ts'
import { inSql } from '../ask-table.ts'
import { columnKind } from './column-kind.ts'
import type { Selected } from './selected.ts'

/** Letters of a time that tell the interval: `2020-05-17`. */
const LETTERS: Readonly<Record<string, number>> = { day: 10, month: 7, year: 4 }
const FUNCTIONS = new Set(['sum', 'avg', 'min', 'max'])
const MOST_POINTS = 32_000

const refused = (message: string): ValidationError => new ValidationError({ time_series: [message] })

/** What a column of numbers is at each time. */
function valueOf(selected: Selected, { value, function: asked = 'sum' }: Params): string | undefined {
  if (value === undefined) return undefined
  const { id, type } = selected.column('time_series', value)
  if (columnKind(type) !== 'number') throw refused(`"${id}" holds no numbers`)
  if (typeof asked !== 'string' || !FUNCTIONS.has(asked))
    throw refused('function must be one of sum, avg, min, max')
  return `${asked}(${inSql(id)}::float8)`
}

/**
 * How many rows fall on each day, month or year that has any, in order, and what a column of numbers is there.
 *
 * @throws ValidationError
 */
export async function timeSeries(selected: Selected, options: Params): Promise<Params> {
  const { from, ask } = selected
  const { id, type } = selected.column('time_series', options['column'])
  if (columnKind(type) !== 'time')
    throw refused(`"${id}" holds no dates: its type must be date, timestamp or timestamptz`)
  const { interval = 'month' } = options
  const letters = typeof interval === 'string' && Object.hasOwn(LETTERS, interval) ? LETTERS[interval] : 0
  if (!letters) throw refused('interval must be one of day, month, year')
  const value = valueOf(selected, options)
  const name = inSql(id)
  const points = await ask<{ readonly time: string; readonly count: number; readonly value?: number }>(
    `SELECT date_trunc('${String(interval)}', ${name}) AS time, count(*) AS count${value === undefined ? '' : `, ${value} AS value`}${from} AND ${name} IS NOT NULL GROUP BY 1 ORDER BY 1`,
    MOST_POINTS,
  )
  return {
    column: id,
    interval,
    points: points.map(({ time, ...point }) => ({ time: time.slice(0, letters), ...point })),
  }
}
