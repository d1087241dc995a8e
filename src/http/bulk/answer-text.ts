import { JsonText } from '../../core/json-text.ts'
import { jsonString, toJson } from '../../core/json.ts'
import { errorObject } from '../envelope.ts'
import type { BulkReturn } from './bulk-options.ts'

/** What came of a line. */
export type Outcome = { readonly result: unknown } | { readonly error: unknown }

/** The members that tell what was made; null for results that are no object. */
function nameOf(result: unknown): string {
  const value = result instanceof JsonText ? result.parse() : result
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'null'
  const { id, name } = value as { readonly id?: unknown; readonly name?: unknown }
  const members = Object.entries({ id, name }).filter(([, text]) => typeof text === 'string')
  return toJson(Object.fromEntries(members))
}

function resultText(result: unknown, how: BulkReturn): string {
  if (how === 'none') return ''
  if (how === 'id') return `, "result": ${nameOf(result)}`
  return `, "result": ${result instanceof JsonText ? result.text : toJson(result)}`
}

/**
 * What is said of an outcome, to stand behind the line's number and id. Errors are told in full, and so are the results
 * of lines that only read: who sends them wants to know.
 */
export const outcomeText = (outcome: Outcome, how: BulkReturn): string =>
  'error' in outcome
    ? `"success": false, "error": ${toJson(errorObject(outcome.error).error)}`
    : `"success": true${resultText(outcome.result, how)}`

/** One line of the answer: `{"line": 1, "id": …, "success": true, "result": …}`. */
export const answerText = (line: number, id: string | undefined, outcome: string): string =>
  `{"line": ${line}${id === undefined ? '' : `, "id": ${id}`}, ${outcome}}\n`

/** The same for a line that an earlier request with the same key has done. */
export const repeatedText = (line: number, id: string | undefined, outcome: string): string =>
  answerText(line, id, `"repeated": true, ${outcome}`)

/** The line that says why no more lines are run. */
export const lastText = (line: number, error: unknown): string =>
  `{"line": ${line}, ${jsonString('success')}: false, "error": ${toJson(errorObject(error).error)}}\n`
