import { fieldFunction } from './field-function.ts'
import { functionArguments } from './function-arguments.ts'
import type { FunctionArgument } from './function-call.ts'
import { FunctionSyntaxError } from './function-syntax-error.ts'
import { INDEX_FUNCTIONS } from './index-functions.ts'
import { numberFunction } from './number-function.ts'
import { NUMERIC_FUNCTIONS, type NumericFunction } from './numeric-functions.ts'
import { parseCall } from './parse-call.ts'
import type { SolrFunction } from './solr-function.ts'
import { textFunction } from './text-function.ts'
import { VALUE_FUNCTIONS } from './value-functions.ts'

function ofNumbers(
  { kind, takesSome = false, of }: NumericFunction,
  values: readonly SolrFunction[],
): SolrFunction {
  return numberFunction(
    kind,
    (source) => {
      const given = takesSome ? values.filter((value) => value.exists(source)) : values
      return of(...given.map((value) => value.number(source)))
    },
    (source) =>
      takesSome && values.length > 0
        ? values.some((value) => value.exists(source))
        : values.every((value) => value.exists(source)),
  )
}

function compile(node: FunctionArgument, now: number): SolrFunction {
  switch (node.kind) {
    case 'number':
      return numberFunction('double', () => node.value)
    case 'text':
      return textFunction(() => node.value)
    case 'field':
      return fieldFunction(node.name)
    case 'query':
      throw new FunctionSyntaxError(node.text)
    case 'call': {
      const numeric = NUMERIC_FUNCTIONS.get(node.name)
      if (numeric) {
        if (numeric.arity !== undefined && node.args.length !== numeric.arity)
          throw new FunctionSyntaxError(node.name)
        return ofNumbers(
          numeric,
          node.args.map((argument) => compile(argument, now)),
        )
      }
      const build = VALUE_FUNCTIONS.get(node.name) ?? INDEX_FUNCTIONS.get(node.name)
      if (!build) throw new FunctionSyntaxError(node.name)
      return build(
        functionArguments(node, (argument) => compile(argument, now)),
        now,
      )
    }
  }
}

/**
 * Reads a function query such as `recip(ms(NOW,metadata_modified),3.16e-11,1,1)`.
 * @throws FunctionSyntaxError for a text that is none or a function that is not known here; SearchError for a field
 * that no function can use
 */
export function parseFunction(text: string, now: number): SolrFunction {
  return compile(parseCall(text), now)
}
