import { ValidationError } from '../../../core/errors.ts'
import type { Params } from '../../../core/params.ts'
import { inSql } from '../ask-table.ts'
import { columnKind } from './column-kind.ts'
import { wholeNumber } from './whole-number.ts'
import type { Selected } from './selected.ts'

const BINS = 20
const MOST_BINS = 1000

interface Range {
  readonly total: number
  readonly count: number
  readonly low: number | null
  readonly high: number | null
}

/** Bins of whole numbers have whole widths: none holds more numbers than another. */
function binsOf(low: number, high: number, bins: number, isWhole: boolean) {
  if (isWhole) {
    const width = Math.max(1, Math.ceil((high - low + 1) / bins))
    return { width, count: Math.max(1, Math.ceil((high - low + 1) / width)) }
  }
  return low === high ? { width: 1, count: 1 } : { width: (high - low) / bins, count: bins }
}

/**
 * How many values lie in each of some bins of the same width: from `from` on, below `to`; the last bin holds its end, too.
 *
 * @throws ValidationError
 */
export async function histogram(selected: Selected, options: Params): Promise<Params> {
  const { from, ask } = selected
  const { id, type } = selected.column('histogram', options['column'])
  if (columnKind(type) !== 'number')
    throw new ValidationError({
      histogram: [`"${id}" holds no numbers: use time_series for dates, top_values for others`],
    })
  const wanted = wholeNumber('histogram', options['bins'], BINS, MOST_BINS)
  const name = `${inSql(id)}::float8`
  // NaN is larger than all numbers.
  const finite = ` AND ${name} > '-Infinity'::float8 AND ${name} < 'Infinity'::float8`
  const [range] = await ask<Range>(
    `SELECT count(*) AS total, count(${inSql(id)}) AS count, min(${name}) AS low, max(${name}) AS high${from}`,
  )
  let { low, high } = range ?? { low: null, high: null }
  if (type.startsWith('float')) {
    const [ends] = await ask<Range>(`SELECT min(${name}) AS low, max(${name}) AS high${from}${finite}`)
    low = ends?.low ?? null
    high = ends?.high ?? null
  }
  const shown = { column: id, count: range?.count ?? 0, nulls: (range?.total ?? 0) - (range?.count ?? 0) }
  if (low === null || high === null) return { ...shown, bins: [] }
  const { width, count } = binsOf(low, high, wanted, type.startsWith('int'))
  const place = `least(floor((${name} - (${String(low)})::float8) / ${String(width)}::float8), ${String(count - 1)})`
  const found = await ask<{ readonly bin: number; readonly count: number }>(
    `SELECT ${place} AS bin, count(*) AS count${from}${finite} GROUP BY 1`,
    count + 1,
  )
  const counts = new Map(found.map((one) => [one.bin, one.count]))
  const bins = Array.from({ length: count }, (_, at) => ({
    from: low + at * width,
    to: type.startsWith('int') || at < count - 1 ? low + (at + 1) * width : Math.max(high, low),
    count: counts.get(at) ?? 0,
  }))
  return { ...shown, bins }
}
