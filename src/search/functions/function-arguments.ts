import type { FunctionArgument, FunctionCall } from './function-call.ts'
import { FunctionSyntaxError } from './function-syntax-error.ts'
import type { SolrFunction } from './solr-function.ts'

/** The arguments of a call, each read as what the function wants there. */
export interface FunctionArguments {
  readonly count: number
  /** @throws FunctionSyntaxError where there is none */
  readonly value: (place: number) => SolrFunction
  readonly values: () => readonly SolrFunction[]
  /** A number that is written there. @throws FunctionSyntaxError for anything else */
  readonly literal: (place: number) => number
  /** A word or a quoted text. @throws FunctionSyntaxError for anything else */
  readonly word: (place: number) => string
  /** The query of `{!v=…}`. @throws FunctionSyntaxError for anything else */
  readonly query: (place: number) => string
  readonly at: (place: number) => FunctionArgument | undefined
}

export function functionArguments(
  { name, args }: FunctionCall,
  compile: (argument: FunctionArgument) => SolrFunction,
): FunctionArguments {
  const refuse = (): never => {
    throw new FunctionSyntaxError(`${name}(…)`)
  }
  return {
    count: args.length,
    at: (place) => args[place],
    values: () => args.map(compile),
    value: (place) => {
      const argument = args[place]
      return argument ? compile(argument) : refuse()
    },
    literal: (place) => {
      const argument = args[place]
      return argument?.kind === 'number' ? argument.value : refuse()
    },
    word: (place) => {
      const argument = args[place]
      if (argument?.kind === 'field') return argument.name
      if (argument?.kind === 'number') return String(argument.value)
      return argument?.kind === 'text' ? argument.value : refuse()
    },
    query: (place) => {
      const argument = args[place]
      return argument?.kind === 'query' ? argument.text : refuse()
    },
  }
}
