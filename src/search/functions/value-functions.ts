import { SearchError } from '../../core/errors.ts'
import { parseDate } from '../solr/parse-date.ts'
import type { BuildFunction } from './build-function.ts'
import { fieldFunction } from './field-function.ts'
import type { FunctionArguments } from './function-arguments.ts'
import type { FunctionArgument } from './function-call.ts'
import { numberFunction } from './number-function.ts'
import type { FunctionSource, SolrFunction } from './solr-function.ts'
import { textDistance } from './text-distance.ts'
import { textFunction } from './text-function.ts'

const moment = (time: number): SolrFunction => numberFunction('double', () => time)

/** `NOW`, `2020-01-01T00:00:00Z`, with or without steps behind it. */
const isMoment = (
  argument: FunctionArgument | undefined,
): argument is Extract<FunctionArgument, { kind: 'field' }> =>
  argument?.kind === 'field' && /^(NOW|\d{4}-)/.test(argument.name)

/** A date of a query, or a field of dates. */
function timeAt(args: FunctionArguments, place: number, now: number): SolrFunction {
  const argument = args.at(place)
  return isMoment(argument) ? moment(parseDate(argument.name, now)) : args.value(place)
}

const milliseconds: BuildFunction = (args, now) => {
  if (args.count === 0) return moment(now)
  const from = timeAt(args, 0, now)
  if (args.count === 1) return from
  const until = timeAt(args, 1, now)
  const isFixed = [0, 1].every((place) => isMoment(args.at(place)))
  return numberFunction(
    isFixed ? 'double' : 'float',
    (source) => from.number(source) - until.number(source),
    (source) => from.exists(source) && until.exists(source),
  )
}

/** The function that is chosen for each document. */
const chosen = (choose: (source: FunctionSource) => SolrFunction): SolrFunction => ({
  exists: (source) => choose(source).exists(source),
  number: (source) => choose(source).number(source),
  shown: (source) => choose(source).shown(source),
})

const firstThere: BuildFunction = (args) => {
  const [first, ...others] = [args.value(0), ...args.values().slice(1)]
  const last = others.at(-1) ?? first
  return chosen((source) => [first, ...others].find((value) => value.exists(source)) ?? last)
}

const whether: BuildFunction = (args) => {
  const [test, yes, no] = [args.value(0), args.value(1), args.value(2)]
  const isField = args.at(0)?.kind === 'field'
  return chosen((source) => (test.exists(source) && (isField || test.number(source) !== 0) ? yes : no))
}

const exists: BuildFunction = (args) => {
  const value = args.value(0)
  return numberFunction('truth', (source) => Number(value.exists(source)))
}

const mapped: BuildFunction = (args) => {
  const [value, low, high, inside] = [args.value(0), args.literal(1), args.literal(2), args.value(3)]
  const outside = args.count > 4 ? args.value(4) : value
  return numberFunction(
    'float',
    (source) => {
      const number = value.number(source)
      return (number >= low && number <= high ? inside : outside).number(source)
    },
    value.exists,
  )
}

const scaled: BuildFunction = (args) => {
  const [value, low, high] = [args.value(0), args.literal(1), args.literal(2)]
  return numberFunction(
    'float',
    (source) => {
      const [least, most] = source.index.range(value)
      const factor = most === least ? 0 : (high - low) / (most - least)
      return Math.fround(Math.fround(value.number(source)) - least) * factor + low
    },
    value.exists,
  )
}

const distance: BuildFunction = (args) => {
  const [a, b, name] = [args.value(0), args.value(1), args.word(2)]
  const measure = textDistance(name, args.count > 3 ? args.literal(3) : undefined)
  if (!measure) throw new SearchError(`Search error: 'Error loading class ${name.slice(0, 100)}'`)
  const areThere = (source: FunctionSource): boolean => a.exists(source) && b.exists(source)
  return numberFunction(
    'float',
    (source) => (areThere(source) ? measure(textOf(a, source), textOf(b, source)) : 0),
    areThere,
  )
}

/** A value as text. */
function textOf(value: SolrFunction, source: FunctionSource): string {
  const shown = value.shown(source) ?? ''
  return typeof shown === 'string' ? shown : JSON.stringify(shown)
}

const joined: BuildFunction = (args) => {
  const values = args.values()
  return textFunction((source) => values.map((value) => textOf(value, source)).join(''))
}

const literal: BuildFunction = (args) => {
  const text = args.word(0)
  return textFunction(() => text)
}

/** Functions of values of any type. */
export const VALUE_FUNCTIONS: ReadonlyMap<string, BuildFunction> = new Map<string, BuildFunction>([
  ['ms', milliseconds],
  ['field', (args) => fieldFunction(args.word(0))],
  ['def', firstThere],
  ['if', whether],
  ['exists', exists],
  ['map', mapped],
  ['scale', scaled],
  ['strdist', distance],
  ['concat', joined],
  ['literal', literal],
  ['top', (args) => args.value(0)],
])
