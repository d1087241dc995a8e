import { castTo, coerce } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import { SqlError } from './sql-error.ts'
import { isFloat, isInteger, isNumber, isText, longType, type SqlType } from './sql-type.ts'

/** What is written after the arguments of a call. */
export interface CallParts {
  readonly isDistinct: boolean
  /** ` ORDER BY …` of an aggregate, or nothing. */
  readonly order: string
  /** The column of WITHIN GROUP. */
  readonly within?: Expression
  readonly isStar: boolean
}

export interface SqlFunction {
  /** In DuckDB's words. @throws SqlError in PostgreSQL's when the arguments don't fit */
  readonly write: (args: readonly Expression[], parts: CallParts) => Expression
  /** One value of many rows. */
  readonly isAggregate?: true
  /** Needs OVER. */
  readonly isWindow?: true
  /** Gives rows. */
  readonly isSet?: true
  /** What its column is called in FROM, where that is not the function's own name. */
  readonly column?: string
  /** Names that arguments may be given by; those that are left out are 0. */
  readonly names?: readonly string[]
}

export const noFunction = (name: string, args: readonly Expression[]): SqlError =>
  new SqlError(`function ${name}(${args.map(({ type }) => longType(type)).join(', ')}) does not exist`)

/** The argument at a place; @throws SqlError when there are too few. */
export function argument(name: string, args: readonly Expression[], at: number): Expression {
  const found = args[at]
  if (!found) throw noFunction(name, args)
  return found
}

export const isOpen = ({ type }: Expression): boolean => type === 'unknown' || type === 'null'

/** A text, or what PostgreSQL itself makes a text of. */
export function textOf(name: string, args: readonly Expression[], at: number): string {
  const value = argument(name, args, at)
  if (!isOpen(value) && !isText(value.type)) throw noFunction(name, args)
  return castTo(value, 'text').sql
}

/** PostgreSQL's signs for the beginning and end of a word, which DuckDB has not. */
export const regexOf = (pattern: string): string =>
  pattern.replace(/\\([\s\S])/g, (sign, letter: string) =>
    /[mMy]/.test(letter) ? '\\b' : letter === 'Y' ? '\\B' : sign,
  )

/** A regular expression. */
export function patternOf(name: string, args: readonly Expression[], at: number): string {
  const { literal } = argument(name, args, at)
  return literal === undefined ? textOf(name, args, at) : quoted(regexOf(literal))
}

export function numberOf(name: string, args: readonly Expression[], at: number): Expression {
  const value = argument(name, args, at)
  if (isOpen(value)) return coerce(value, 'float8')
  if (!isNumber(value.type)) throw noFunction(name, args)
  return value
}

export function integerOf(name: string, args: readonly Expression[], at: number): string {
  const value = argument(name, args, at)
  if (isOpen(value)) return castTo(value, 'int4').sql
  if (!isInteger(value.type)) throw noFunction(name, args)
  return `CAST(${value.sql} AS BIGINT)`
}

/** A literal that decides what the call means; a unit of time, a language. */
export function literalOf(name: string, args: readonly Expression[], at: number): string {
  const { literal } = argument(name, args, at)
  if (literal === undefined) throw new SqlError(`${name}() needs a literal as argument ${at + 1}`)
  return literal
}

/** A call that DuckDB has by the same meaning: texts in, one type out. */
export const onTexts = (
  name: string,
  call: string,
  count: readonly [number, number],
  type: SqlType,
): SqlFunction => ({
  write: (args) => {
    if (args.length < count[0] || args.length > count[1]) throw noFunction(name, args)
    return { sql: `${call}(${args.map((_, at) => textOf(name, args, at)).join(', ')})`, type }
  },
})

/** A call on a double. */
export const onDoubles = (name: string, call: string, count = 1): SqlFunction => ({
  write: (args) => {
    if (args.length !== count) throw noFunction(name, args)
    return {
      sql: `${call}(${args.map((_, at) => castTo(numberOf(name, args, at), 'float8').sql).join(', ')})`,
      type: 'float8',
    }
  },
})

/** A call whose result is numeric for numeric arguments, and float8 for the others. */
export const numericOrDouble = (name: string, call: string, integersToDouble = true): SqlFunction => ({
  write: (args) => {
    const value = numberOf(name, args, 0)
    const type = isFloat(value.type) || (integersToDouble && isInteger(value.type)) ? 'float8' : 'numeric'
    return {
      sql: `${call}(${type === 'float8' ? castTo(value, 'float8').sql : value.sql})`,
      type,
      isConstant: value.isConstant ?? false,
    }
  },
})
