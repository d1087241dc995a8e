import { SearchError } from '../../core/errors.ts'
import { parseDate } from './parse-date.ts'

/** What a function may ask of the document at hand. */
export interface FunctionSource {
  /** Value of a date or integer field, NaN where there is none. @throws SearchError for a field of another type */
  readonly number: (field: string) => number
  /** Whether the document has the field, of any type. */
  readonly has: (field: string) => boolean
  readonly score: number
}

/** A function of Solr's function queries, ready to be asked for one document after another. */
export type NumberFunction = (source: FunctionSource) => number

type Argument =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[] }

const TOKEN =
  /\s*(?:(-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|-?\.\d+)(?![\w.:-])|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|([\w.][\w.:/+-]*)|([(),]))/y

const refuse = (text: string): SearchError =>
  new SearchError(`Search error: 'Cannot parse the function ${text.slice(0, 100)}'`)

function parse(text: string): Argument {
  let at = 0
  const peek = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at
    return TOKEN.exec(text)
  }
  const take = (sign: string): boolean => {
    const token = peek()
    if (token?.[4] !== sign) return false
    at = TOKEN.lastIndex
    return true
  }
  const argument = (depth: number): Argument => {
    const token = peek()
    if (!token || depth > 50) throw refuse(text)
    at = TOKEN.lastIndex
    const [, number, quoted, name, sign] = token
    if (number !== undefined) return { kind: 'number', value: Number(number) }
    if (quoted !== undefined) return { kind: 'text', value: quoted.slice(1, -1) }
    if (name === undefined || sign !== undefined) throw refuse(text)
    if (!take('(')) return { kind: 'field', name }
    const args: Argument[] = []
    if (take(')')) return { kind: 'call', name, args }
    do args.push(argument(depth + 1))
    while (take(','))
    if (!take(')')) throw refuse(text)
    return { kind: 'call', name, args }
  }
  const result = argument(0)
  if (text.slice(at).trim() !== '') throw refuse(text)
  return result
}

const fold =
  (first: number, join: (a: number, b: number) => number) =>
  (values: readonly number[]): number =>
    values.reduce(join, first)

const SIMPLE: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: fold(0, (a, b) => a + b),
  add: fold(0, (a, b) => a + b),
  product: fold(1, (a, b) => a * b),
  mul: fold(1, (a, b) => a * b),
  sub: ([a = 0, b = 0]) => a - b,
  div: ([a = 0, b = 0]) => a / b,
  mod: ([a = 0, b = 0]) => a % b,
  pow: ([a = 0, b = 0]) => a ** b,
  recip: ([x = 0, m = 0, a = 0, b = 0]) => a / (m * x + b),
  linear: ([x = 0, m = 0, c = 0]) => m * x + c,
  scale: ([x = 0]) => x,
  log: ([x = 0]) => Math.log10(x),
  ln: ([x = 0]) => Math.log(x),
  exp: ([x = 0]) => Math.exp(x),
  sqrt: ([x = 0]) => Math.sqrt(x),
  abs: ([x = 0]) => Math.abs(x),
  ceil: ([x = 0]) => Math.ceil(x),
  floor: ([x = 0]) => Math.floor(x),
  rint: ([x = 0]) => Math.round(x),
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  map: ([x = 0, low = 0, high = 0, target = 0, other]) => (x >= low && x <= high ? target : (other ?? x)),
  not: ([x = 0]) => Number(x === 0),
  and: (values) => Number(values.every((value) => value !== 0)),
  or: (values) => Number(values.some((value) => value !== 0)),
  gt: ([a = 0, b = 0]) => Number(a > b),
  gte: ([a = 0, b = 0]) => Number(a >= b),
  lt: ([a = 0, b = 0]) => Number(a < b),
  lte: ([a = 0, b = 0]) => Number(a <= b),
  eq: ([a = 0, b = 0]) => Number(a === b),
  pi: () => Math.PI,
  e: () => Math.E,
}

function compile(node: Argument, text: string, now: number): NumberFunction {
  if (node.kind === 'number') return () => node.value
  if (node.kind === 'text') throw refuse(text)
  if (node.kind === 'field') {
    const { name } = node
    return ({ number }) => number(name) || 0
  }
  const { name, args } = node
  const [first, second] = args
  const field = first?.kind === 'field' ? first.name : undefined
  switch (name) {
    case 'ms': {
      const time = (argument: Argument): NumberFunction => {
        if (argument.kind !== 'field') throw refuse(text)
        if (!/^(NOW|\d{4}-)/.test(argument.name)) return ({ number }) => number(argument.name) || 0
        const fixed = parseDate(argument.name, now)
        return () => fixed
      }
      if (!first) return () => now
      const from = time(first)
      const to = second ? time(second) : () => 0
      return (source) => from(source) - to(source)
    }
    case 'field':
    case 'def': {
      const values = args.map((argument) => compile(argument, text, now))
      if (field === undefined || name === 'field') return values[0] ?? (() => 0)
      return (source) => (source.has(field) ? values[0]?.(source) : values[1]?.(source)) ?? 0
    }
    case 'exists':
      return field === undefined ? () => 1 : (source) => Number(source.has(field))
    case 'if': {
      const [test, yes, no] = args.map((argument) => compile(argument, text, now))
      const holds: (source: FunctionSource) => boolean =
        field === undefined ? (source) => (test?.(source) ?? 0) !== 0 : ({ has }) => has(field)
      return (source) => (holds(source) ? yes?.(source) : no?.(source)) ?? 0
    }
    case 'ord':
    case 'rord':
      return () => 0
    case 'score':
      return ({ score }) => score
    default: {
      const simple = SIMPLE[name]
      if (!simple) throw refuse(text)
      const values = args.map((argument) => compile(argument, text, now))
      return (source) => simple(values.map((value) => value(source)))
    }
  }
}

/**
 * Reads a function query such as `recip(ms(NOW,metadata_modified),3.16e-11,1,1)`.
 * @throws SearchError for a text that is none, or a function that is not known here
 */
export function parseFunction(text: string, now: number): NumberFunction {
  return compile(parse(text), text, now)
}
