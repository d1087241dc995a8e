import type { JsonValue } from '../../core/json.ts'
import { isObject } from '../../harvest/record-values.ts'

/** No text of a table begins so: PostgreSQL keeps no NUL. */
const MARK = '\u0000'
const MARKED = /^\u0000-?\d/

const marking = (_key: string, value: unknown, { source }: { readonly source?: string } = {}): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? MARK + source : value

/** Reads JSON; a number whose digits would change becomes a marked text. @throws SyntaxError */
export const parseMarked = (text: string): JsonValue => JSON.parse(text, marking) as JsonValue

/** What parseMarked gave, a marked number with its digits as text: for a column of numbers. Lists take no such text. */
export const withDigits = (value: JsonValue): JsonValue =>
  typeof value === 'string' && MARKED.test(value) ? value.slice(1) : withNumbers(value)

/** The same with plain numbers: within a column of JSON. */
export function withNumbers(value: JsonValue): JsonValue {
  if (typeof value === 'string') return MARKED.test(value) ? Number(value.slice(1)) : value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withNumbers)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]))
}
