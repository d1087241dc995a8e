import { castTo, coerce } from './cast.ts'
import type { Expression } from './expression.ts'
import { jsonText } from './functions-list.ts'
import { SqlError } from './sql-error.ts'
import {
  argument,
  integerOf,
  isOpen,
  noFunction,
  numberOf,
  type CallParts,
  type SqlFunction,
} from './sql-function.ts'
import { isFloat, isInteger, isMoment, isNumber, longType } from './sql-type.ts'

const call = (name: string, inside: string, { isDistinct, order }: CallParts): string =>
  `${name}(${isDistinct ? 'DISTINCT ' : ''}${inside}${order})`

const count: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    if (parts.isStar || args.length === 0) {
      if (!parts.isStar)
        throw new SqlError('count(*) must be used to call a parameterless aggregate function')
      return { sql: 'count(*)', type: 'int8' }
    }
    const value = argument('count', args, 0)
    const inside = value.type === 'record' ? '1' : value.row ? '1' : value.sql
    return { sql: call('count', inside, parts), type: 'int8' }
  },
}

const sum: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    const value = argument('sum', args, 0)
    if (value.type === 'interval')
      return { sql: `to_microseconds(CAST(sum(epoch_us(${value.sql})) AS BIGINT))`, type: 'interval' }
    if (!isNumber(value.type)) throw noFunction('sum', args)
    const sql = call('sum', value.sql, parts)
    if (value.type === 'int2' || value.type === 'int4') return { sql: `CAST(${sql} AS BIGINT)`, type: 'int8' }
    return { sql, type: value.type === 'int8' ? 'numeric' : value.type }
  },
}

const avg: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    const value = argument('avg', args, 0)
    if (value.type === 'interval')
      return { sql: `to_microseconds(CAST(avg(epoch_us(${value.sql})) AS BIGINT))`, type: 'interval' }
    if (!isNumber(value.type)) throw noFunction('avg', args)
    return { sql: call('avg', value.sql, parts), type: isFloat(value.type) ? 'float8' : 'numeric' }
  },
}

const extreme = (name: 'min' | 'max'): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => {
    const value = argument(name, args, 0)
    if (isOpen(value)) return { sql: call(name, castTo(value, 'text').sql, parts), type: 'text' }
    if (value.type === 'bool' || value.type === 'nested' || value.type === 'json' || value.type === 'jsonb')
      throw noFunction(name, args)
    return { sql: call(name, value.sql, parts), type: value.type === 'varchar' ? 'text' : value.type }
  },
})

const statistic = (name: string, duck = name): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => {
    const value = numberOf(name, args, 0)
    return {
      sql: call(duck, castTo(value, 'float8').sql, parts),
      type: isFloat(value.type) ? 'float8' : 'numeric',
    }
  },
})

const pair = (name: string, type = 'float8'): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => ({
    sql: call(name, [0, 1].map((at) => castTo(numberOf(name, args, at), 'float8').sql).join(', '), parts),
    type,
  }),
})

const logical = (name: string, duck: string): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => ({
    sql: call(duck, coerce(argument(name, args, 0), 'bool').sql, parts),
    type: 'bool',
  }),
})

const bits = (name: string): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => {
    const value = numberOf(name, args, 0)
    return { sql: call(name, value.sql, parts), type: value.type }
  },
})

const stringAgg: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    const value = argument('string_agg', args, 0)
    const divider = argument('string_agg', args, 1)
    return {
      sql: call('string_agg', `${castTo(value, 'text').sql}, ${castTo(divider, 'text').sql}`, parts),
      type: 'text',
    }
  },
}

const jsonAgg = (name: string, type: string): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => {
    const value = argument(name, args, 0)
    // Rows stand each in a line of its own.
    const divider = value.row && type === 'json' ? "', ' || chr(10) || ' '" : "', '"
    return {
      sql: `('[' || ${call('string_agg', `coalesce(${jsonText(value)}, 'null'), ${divider}`, parts)} || ']')`,
      type,
    }
  },
})

const objectAgg = (name: string, type: string): SqlFunction => ({
  isAggregate: true,
  write: (args, parts) => ({
    sql: `('{ ' || ${call('string_agg', `CAST(to_json(${castTo(argument(name, args, 0), 'text').sql}) AS VARCHAR) || ' : ' || coalesce(${jsonText(argument(name, args, 1))}, 'null'), ', '`, parts)} || ' }')`,
    type,
  }),
})

/** `percentile_cont(0.5) WITHIN GROUP (ORDER BY n)` */
const percentile = (name: string, duck: string, isContinuous: boolean): SqlFunction => ({
  isAggregate: true,
  write: (args, { within, order }) => {
    if (!within) throw new SqlError(`WITHIN GROUP is required for ordered-set aggregate ${name}`)
    const fraction = argument(name, args, 0)
    const value = isContinuous && isNumber(within.type) ? castTo(within, 'float8').sql : within.sql
    const isDown = order.includes(' DESC')
    const at = isDown ? `(1 - ${fraction.sql})` : fraction.sql
    return {
      sql: `${duck}(${value}, ${at})`,
      type: isContinuous && isNumber(within.type) ? 'float8' : within.type,
    }
  },
})

const mode: SqlFunction = {
  isAggregate: true,
  write: (_args, { within }) => {
    if (!within) throw new SqlError('WITHIN GROUP is required for ordered-set aggregate mode')
    return { sql: `mode(${within.sql} ORDER BY ${within.sql})`, type: within.type }
  },
}

const rank = (name: string, type: string): SqlFunction => ({
  isWindow: true,
  write: () => ({ sql: `${name}()`, type }),
})

const valueAt = (name: string, most: number): SqlFunction => ({
  isWindow: true,
  write: (args) => {
    const value = argument(name, args, 0)
    if (args.length > most) throw noFunction(name, args)
    const rest: Expression[] = args
      .slice(1)
      .map((one, at) => (at === 0 ? { ...one, sql: integerOf(name, args, 1) } : coerce(one, value.type)))
    return {
      sql: `${name}(${[isOpen(value) ? castTo(value, 'text') : value, ...rest].map(({ sql }) => sql).join(', ')})`,
      type: isOpen(value) ? 'text' : value.type,
    }
  },
})

const arrayAgg: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    const value = argument('array_agg', args, 0)
    if (value.type === 'record')
      throw new SqlError(`could not find array type for data type ${longType(value.type)}`)
    return { sql: call('array_agg', value.sql, parts), type: `_${isOpen(value) ? 'text' : value.type}` }
  },
}

const anyValue: SqlFunction = {
  isAggregate: true,
  write: (args, parts) => {
    const value = argument('any_value', args, 0)
    return {
      sql: call('any_value', value.sql, parts),
      type: isMoment(value.type) || isInteger(value.type) ? value.type : value.type,
    }
  },
}

export const aggregates: Readonly<Record<string, SqlFunction>> = {
  count,
  sum,
  avg,
  min: extreme('min'),
  max: extreme('max'),
  any_value: anyValue,
  stddev: statistic('stddev', 'stddev_samp'),
  stddev_samp: statistic('stddev_samp'),
  stddev_pop: statistic('stddev_pop'),
  variance: statistic('variance', 'var_samp'),
  var_samp: statistic('var_samp'),
  var_pop: statistic('var_pop'),
  corr: pair('corr'),
  covar_pop: pair('covar_pop'),
  covar_samp: pair('covar_samp'),
  regr_slope: pair('regr_slope'),
  regr_intercept: pair('regr_intercept'),
  regr_r2: pair('regr_r2'),
  regr_avgx: pair('regr_avgx'),
  regr_avgy: pair('regr_avgy'),
  regr_sxx: pair('regr_sxx'),
  regr_sxy: pair('regr_sxy'),
  regr_syy: pair('regr_syy'),
  regr_count: pair('regr_count', 'int8'),
  bool_and: logical('bool_and', 'bool_and'),
  bool_or: logical('bool_or', 'bool_or'),
  every: logical('every', 'bool_and'),
  bit_and: bits('bit_and'),
  bit_or: bits('bit_or'),
  bit_xor: bits('bit_xor'),
  string_agg: stringAgg,
  array_agg: arrayAgg,
  json_agg: jsonAgg('json_agg', 'json'),
  jsonb_agg: jsonAgg('jsonb_agg', 'jsonb'),
  json_object_agg: objectAgg('json_object_agg', 'json'),
  jsonb_object_agg: objectAgg('jsonb_object_agg', 'jsonb'),
  percentile_cont: percentile('percentile_cont', 'quantile_cont', true),
  percentile_disc: percentile('percentile_disc', 'quantile_disc', false),
  mode,
  row_number: rank('row_number', 'int8'),
  rank: rank('rank', 'int8'),
  dense_rank: rank('dense_rank', 'int8'),
  percent_rank: rank('percent_rank', 'float8'),
  cume_dist: rank('cume_dist', 'float8'),
  ntile: {
    isWindow: true,
    write: (args) => ({ sql: `CAST(ntile(${integerOf('ntile', args, 0)}) AS INTEGER)`, type: 'int4' }),
  },
  lag: valueAt('lag', 3),
  lead: valueAt('lead', 3),
  first_value: valueAt('first_value', 1),
  last_value: valueAt('last_value', 1),
  nth_value: valueAt('nth_value', 2),
}
