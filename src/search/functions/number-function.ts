import { shownFloat } from './shown-float.ts'
import { shownNumber } from './shown-number.ts'
import type { FunctionSource, SolrFunction } from './solr-function.ts'

const SHOW = {
  float: shownFloat,
  double: shownNumber,
  truth: (value: number): boolean => value !== 0,
}
const always = (): boolean => true

/** A function whose values are numbers, or true and false, as `kind` says. */
export function numberFunction(
  kind: keyof typeof SHOW,
  number: (source: FunctionSource) => number,
  exists: (source: FunctionSource) => boolean = always,
): SolrFunction {
  const show = SHOW[kind]
  return { exists, number, shown: (source) => (exists(source) ? show(number(source)) : undefined) }
}
