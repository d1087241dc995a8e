import type { FunctionArguments } from './function-arguments.ts'
import type { SolrFunction } from './solr-function.ts'

/** Makes a function of the arguments that it was called with. @throws FunctionSyntaxError for others than it takes */
export type BuildFunction = (args: FunctionArguments, now: number) => SolrFunction
