import { castTo, coerce } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import { SqlError } from './sql-error.ts'
import {
  argument,
  integerOf,
  isOpen,
  literalOf,
  noFunction,
  textOf,
  type SqlFunction,
} from './sql-function.ts'
import { isMoment, isNumber } from './sql-type.ts'

/** Units, and what DuckDB calls them. */
const TRUNC_UNITS = new Set(
  'microsecond microseconds millisecond milliseconds second minute hour day week month quarter year decade century millennium'.split(
    ' ',
  ),
)
const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  years: 'year',
  month: 'month',
  months: 'month',
  mon: 'month',
  day: 'day',
  days: 'day',
  hour: 'hour',
  hours: 'hour',
  minute: 'minute',
  minutes: 'minute',
  dow: 'dow',
  isodow: 'isodow',
  doy: 'doy',
  week: 'week',
  quarter: 'quarter',
  isoyear: 'isoyear',
  decade: 'decade',
  century: 'century',
  millennium: 'millennium',
  epoch: 'epoch',
}

/** A moment; a quoted literal is a timestamp with a zone, as PostgreSQL prefers it. */
function momentOf(name: string, args: readonly Expression[], at: number): Expression {
  const value = argument(name, args, at)
  if (isOpen(value)) return castTo(value, 'timestamptz')
  if (!isMoment(value.type) && value.type !== 'interval' && value.type !== 'time')
    throw noFunction(name, args)
  return value
}

const trunc: SqlFunction = {
  write: (args) => {
    const unit = literalOf('date_trunc', args, 0).toLowerCase()
    const value = momentOf('date_trunc', args, 1)
    if (!TRUNC_UNITS.has(unit)) throw new SqlError(`unit "${unit}" not recognized for type ${value.type}`)
    const type = value.type === 'date' ? 'timestamptz' : value.type
    return { sql: `date_trunc(${quoted(unit)}, ${coerce(value, type).sql})`, type }
  },
}

function partSql(name: string, args: readonly Expression[]): string {
  const unit = literalOf(name, args, 0).toLowerCase()
  const value = momentOf(name, args, 1)
  if (/^seconds?$/.test(unit))
    return `((date_part('microseconds', ${value.sql}) % 60000000) / CAST(1000000 AS DOUBLE))`
  if (/^milliseconds?$/.test(unit)) return `(date_part('microseconds', ${value.sql}) / CAST(1000 AS DOUBLE))`
  if (/^microseconds?$/.test(unit)) return `date_part('microseconds', ${value.sql})`
  const part = Object.hasOwn(PARTS, unit) ? PARTS[unit] : undefined
  if (part === undefined) throw new SqlError(`unit "${unit}" not recognized for type ${value.type}`)
  return `date_part('${part}', ${value.sql})`
}

const toChar: SqlFunction = {
  write: (args) => {
    const value = argument('to_char', args, 0)
    const format = textOf('to_char', args, 1)
    if (isNumber(value.type))
      return { sql: `pg_number_to_char(${castTo(value, 'text').sql}, ${format})`, type: 'text' }
    if (value.type === 'interval')
      return { sql: `pg_interval_to_char(CAST(${value.sql} AS VARCHAR), ${format})`, type: 'text' }
    if (value.type === 'time')
      return {
        sql: `pg_interval_to_char(CAST(${castTo(value, 'interval').sql} AS VARCHAR), ${format})`,
        type: 'text',
      }
    if (!isMoment(value.type)) throw noFunction('to_char', args)
    return {
      sql: `pg_moment_to_char(CAST(CAST(${value.sql} AS TIMESTAMP) AS VARCHAR), ${format})`,
      type: 'text',
    }
  },
}

const parsed = (name: string, type: string, duck: string): SqlFunction => ({
  write: (args) => {
    if (args.length === 1) {
      const seconds = argument(name, args, 0)
      if (name !== 'to_timestamp') throw noFunction(name, args)
      return { sql: `make_timestamptz(CAST(${castTo(seconds, 'float8').sql} * 1000000 AS BIGINT))`, type }
    }
    return {
      sql: `CAST(pg_parse_moment(${textOf(name, args, 0)}, ${textOf(name, args, 1)}) AS ${duck})`,
      type,
    }
  },
})

const made = (name: string, call: string, count: number, type: string): SqlFunction => ({
  write: (args) => {
    if (args.length !== count) throw noFunction(name, args)
    const numbers = args.map((one, at) =>
      at === 5 || (name === 'make_time' && at === 2) ? castTo(one, 'float8').sql : integerOf(name, args, at),
    )
    return { sql: `${call}(${numbers.join(', ')})`, type }
  },
})

const now = (name: string, sql: string, type: string): SqlFunction => ({
  write: (args) => {
    if (args.length > 0) throw noFunction(name, args)
    return { sql, type }
  },
})

export const dateFunctions: Readonly<Record<string, SqlFunction>> = {
  now: now('now', 'now()', 'timestamptz'),
  clock_timestamp: now('clock_timestamp', 'now()', 'timestamptz'),
  statement_timestamp: now('statement_timestamp', 'now()', 'timestamptz'),
  transaction_timestamp: now('transaction_timestamp', 'now()', 'timestamptz'),
  timeofday: now('timeofday', 'CAST(now() AS VARCHAR)', 'text'),
  date_trunc: trunc,
  date_part: { write: (args) => ({ sql: `CAST(${partSql('date_part', args)} AS DOUBLE)`, type: 'float8' }) },
  extract: { write: (args) => ({ sql: partSql('extract', args), type: 'numeric' }) },
  to_char: toChar,
  to_date: parsed('to_date', 'date', 'DATE'),
  to_timestamp: parsed('to_timestamp', 'timestamptz', 'TIMESTAMPTZ'),
  to_number: {
    write: (args) => ({
      sql: `CAST(pg_parse_number(${textOf('to_number', args, 0)}, ${textOf('to_number', args, 1)}) AS DECIMAL(38,12))`,
      type: 'numeric',
    }),
  },
  make_date: made('make_date', 'make_date', 3, 'date'),
  make_timestamp: made('make_timestamp', 'make_timestamp', 6, 'timestamp'),
  make_time: made('make_time', 'make_time', 3, 'time'),
  make_interval: {
    names: ['years', 'months', 'weeks', 'days', 'hours', 'mins', 'secs'],
    write: (args) => {
      const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes']
      const parts = args.map(
        (_, at) =>
          `to_${units[at] ?? 'seconds'}(${at < 6 ? `CAST(${integerOf('make_interval', args, at)} AS INTEGER)` : argument('make_interval', args, at).sql})`,
      )
      return { sql: `(${parts.join(' + ') || "INTERVAL '0 days'"})`, type: 'interval' }
    },
  },
  age: {
    write: (args) => {
      const first = momentOf('age', args, 0)
      if (args.length === 1)
        return {
          sql: `age(CAST(current_date AS TIMESTAMP), CAST(${first.sql} AS TIMESTAMP))`,
          type: 'interval',
        }
      return {
        sql: `age(CAST(${first.sql} AS TIMESTAMP), CAST(${momentOf('age', args, 1).sql} AS TIMESTAMP))`,
        type: 'interval',
      }
    },
  },
  overlaps: {
    write: (args) => {
      const [a, b, c, d] = [0, 1, 2, 3].map((at) => momentOf('overlaps', args, at).sql)
      return {
        sql: `(least(${a}, ${b}) < greatest(${c}, ${d}) AND least(${c}, ${d}) < greatest(${a}, ${b}))`,
        type: 'bool',
      }
    },
  },
  timezone: {
    write: (args) => {
      const zone = textOf('timezone', args, 0)
      const value = momentOf('timezone', args, 1)
      const type = value.type === 'timestamptz' ? 'timestamp' : 'timestamptz'
      return {
        sql: `timezone(${zone}, ${value.type === 'date' ? castTo(value, 'timestamp').sql : value.sql})`,
        type,
      }
    },
  },
  isfinite: { write: (args) => ({ sql: `isfinite(${momentOf('isfinite', args, 0).sql})`, type: 'bool' }) },
  date: { write: (args) => castTo(argument('date', args, 0), 'date') },
  justify_days: { write: (args) => ({ sql: argument('justify_days', args, 0).sql, type: 'interval' }) },
  justify_hours: { write: (args) => ({ sql: argument('justify_hours', args, 0).sql, type: 'interval' }) },
  justify_interval: {
    write: (args) => ({ sql: argument('justify_interval', args, 0).sql, type: 'interval' }),
  },
}
