import { ValidationError } from '../../../core/errors.ts'
import type { Params } from '../../../core/params.ts'
import { inSql } from '../ask-table.ts'
import { wholeNumber } from './whole-number.ts'
import type { Selected } from './selected.ts'

const VALUES = 10
const MOST_VALUES = 1000

interface Counts {
  readonly total: number
  readonly count: number
  readonly distinct: number
}

/** The commonest values of a column, and how many rows have others. @throws ValidationError */
export async function topValues(selected: Selected, options: Params): Promise<Params> {
  const { from, ask } = selected
  const { id, type } = selected.column('top_values', options['column'])
  if (type === 'json' || type.startsWith('_'))
    throw new ValidationError({ top_values: [`"${id}" holds lists or objects, which can't be counted`] })
  const limit = wholeNumber('top_values', options['limit'], VALUES, MOST_VALUES)
  const name = inSql(id)
  const groups = `SELECT ${name} AS value, count(*) AS count${from} AND ${name} IS NOT NULL GROUP BY ${name}`
  const values = await ask<{ readonly value: unknown; readonly count: number }>(
    `${groups} ORDER BY 2 DESC, 1 LIMIT ${String(limit)}`,
    limit,
  )
  const [counts] = await ask<Counts>(
    `SELECT count(*) AS total, count(${name}) AS count, (SELECT count(*) FROM (${groups}) AS g) AS distinct${from}`,
  )
  const { total = 0, count = 0, distinct = 0 } = counts ?? {}
  const shown = values.reduce((sum, one) => sum + one.count, 0)
  return { column: id, count, nulls: total - count, distinct, values, other: count - shown }
}
