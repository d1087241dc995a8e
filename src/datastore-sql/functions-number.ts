import { castTo, coerce } from './cast.ts'
import {
  argument,
  integerOf,
  noFunction,
  numberOf,
  numericOrDouble,
  onDoubles,
  type SqlFunction,
} from './sql-function.ts'
import { commonType, isFloat, isInteger } from './sql-type.ts'

/** Of numerics half goes away from zero, of doubles to the even one. */
const round: SqlFunction = {
  write: (args) => {
    const value = numberOf('round', args, 0)
    if (args.length > 1) {
      if (isFloat(value.type)) throw noFunction('round', args)
      return {
        sql: `round(${value.sql}, CAST(${integerOf('round', args, 1)} AS INTEGER))`,
        type: 'numeric',
        isConstant: value.isConstant ?? false,
      }
    }
    if (isFloat(value.type)) return { sql: `round_even(${value.sql}, 0)`, type: 'float8' }
    if (isInteger(value.type)) return { sql: `CAST(${value.sql} AS DOUBLE)`, type: 'float8' }
    return { sql: `round(${value.sql})`, type: 'numeric', isConstant: value.isConstant ?? false }
  },
}

const trunc: SqlFunction = {
  write: (args) => {
    const value = numberOf('trunc', args, 0)
    if (args.length === 1)
      return numericOrDouble('trunc', 'trunc').write(args, { isDistinct: false, order: '', isStar: false })
    const digits = integerOf('trunc', args, 1)
    return {
      sql: `(trunc(CAST(${value.sql} AS DECIMAL(38,12)) * CAST(power(10, ${digits}) AS DECIMAL(18,0))) / power(10, ${digits}))`,
      type: 'numeric',
    }
  },
}

const sameType = (name: string): SqlFunction => ({
  write: (args) => {
    const value = numberOf(name, args, 0)
    return { sql: `${name}(${value.sql})`, type: value.type, isConstant: value.isConstant ?? false }
  },
})

const twoNumbers = (name: string, sql: (a: string, b: string) => string): SqlFunction => ({
  write: (args) => {
    const [a, b] = [numberOf(name, args, 0), numberOf(name, args, 1)]
    return { sql: sql(a.sql, b.sql), type: commonType([a.type, b.type], name) }
  },
})

const power: SqlFunction = {
  write: (args) => {
    const [a, b] = [numberOf('power', args, 0), numberOf('power', args, 1)]
    const type =
      [a, b].some((one) => one.type === 'numeric') && ![a, b].some((one) => isFloat(one.type))
        ? 'numeric'
        : 'float8'
    return { sql: `power(CAST(${a.sql} AS DOUBLE), CAST(${b.sql} AS DOUBLE))`, type }
  },
}

const log: SqlFunction = {
  write: (args) =>
    args.length > 1
      ? {
          sql: `(ln(${castTo(numberOf('log', args, 1), 'float8').sql}) / ln(${castTo(numberOf('log', args, 0), 'float8').sql}))`,
          type: 'numeric',
        }
      : { ...numericOrDouble('log', 'log10').write(args, { isDistinct: false, order: '', isStar: false }) },
}

const MOST_ROWS = 1_000_000

/** Numbers or times from one to another; not more than a million, so that nobody fills the memory with a few letters. */
const generateSeries: SqlFunction = {
  isSet: true,
  write: (args) => {
    const [from, to] = [argument('generate_series', args, 0), argument('generate_series', args, 1)]
    const step = args[2]
    const type = commonType([from.type, to.type], 'generate_series')
    if (type === 'timestamp' || type === 'timestamptz' || type === 'date') {
      const stamp = type === 'date' ? 'timestamptz' : type
      if (!step) throw noFunction('generate_series', args)
      const [a, b] = [coerce(from, stamp).sql, coerce(to, stamp).sql]
      return { sql: `unnest(generate_series(${a}, ${b}, ${castTo(step, 'interval').sql}))`, type: stamp }
    }
    const by = step ? step.sql : '1'
    const [a, b] = [castTo(from, 'int8').sql, castTo(to, 'int8').sql]
    const list = `generate_series(${a}, CASE WHEN abs(${b} - ${a}) / greatest(1, abs(${by})) > ${MOST_ROWS} THEN error('generate_series gives more than ${MOST_ROWS} rows') ELSE ${b} END, CAST(${by} AS BIGINT))`
    return {
      sql: type === 'int4' ? `CAST(unnest(${list}) AS INTEGER)` : `unnest(${list})`,
      type: isInteger(type) ? type : 'numeric',
    }
  },
}

export const numberFunctions: Readonly<Record<string, SqlFunction>> = {
  abs: sameType('abs'),
  round,
  trunc,
  ceil: numericOrDouble('ceil', 'ceil'),
  ceiling: numericOrDouble('ceiling', 'ceil'),
  floor: numericOrDouble('floor', 'floor'),
  sign: numericOrDouble('sign', 'sign'),
  sqrt: numericOrDouble('sqrt', 'sqrt'),
  cbrt: onDoubles('cbrt', 'cbrt'),
  exp: numericOrDouble('exp', 'exp'),
  ln: numericOrDouble('ln', 'ln'),
  log,
  log10: numericOrDouble('log10', 'log10'),
  mod: twoNumbers('mod', (a, b) => `pg_remainder(${a}, ${b})`),
  div: {
    write: (args) => ({
      sql: `trunc(pg_divide(CAST(${numberOf('div', args, 0).sql} AS DOUBLE), CAST(${numberOf('div', args, 1).sql} AS DOUBLE)))`,
      type: 'numeric',
    }),
  },
  gcd: twoNumbers('gcd', (a, b) => `gcd(${a}, ${b})`),
  lcm: twoNumbers('lcm', (a, b) => `lcm(${a}, ${b})`),
  power,
  pow: power,
  pi: { write: () => ({ sql: 'pi()', type: 'float8' }) },
  random: { write: () => ({ sql: 'random()', type: 'float8' }) },
  degrees: onDoubles('degrees', 'degrees'),
  radians: onDoubles('radians', 'radians'),
  sin: onDoubles('sin', 'sin'),
  cos: onDoubles('cos', 'cos'),
  tan: onDoubles('tan', 'tan'),
  cot: onDoubles('cot', 'cot'),
  asin: onDoubles('asin', 'asin'),
  acos: onDoubles('acos', 'acos'),
  atan: onDoubles('atan', 'atan'),
  atan2: onDoubles('atan2', 'atan2', 2),
  sinh: onDoubles('sinh', 'sinh'),
  cosh: onDoubles('cosh', 'cosh'),
  tanh: onDoubles('tanh', 'tanh'),
  factorial: {
    write: (args) => ({
      sql: `factorial(CAST(${integerOf('factorial', args, 0)} AS INTEGER))`,
      type: 'numeric',
    }),
  },
  scale: {
    write: (args) => ({
      sql: `length(split_part(CAST(${numberOf('scale', args, 0).sql} AS VARCHAR), '.', 2))`,
      type: 'int4',
    }),
  },
  width_bucket: {
    write: (args) => ({
      sql: `pg_width_bucket(${[0, 1, 2].map((at) => castTo(numberOf('width_bucket', args, at), 'float8').sql).join(', ')}, CAST(${integerOf('width_bucket', args, 3)} AS INTEGER))`,
      type: 'int4',
    }),
  },
  generate_series: generateSeries,
}
