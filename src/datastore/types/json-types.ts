import { toJson } from '../../core/json.ts'
import { parseExactJson } from '../../core/parse-exact-json.ts'
import { PgError } from './pg-error.ts'
import type { PgType } from './pg-type.ts'

function parsed(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    throw new PgError('invalid input syntax for type json')
  }
}

/** CKAN's own type for JSON: the text as Python writes it, keys in their order. */
export const nested: PgType = {
  name: 'json',
  sqlName: 'nested',
  affinity: 'TEXT',
  family: 'json',
  unordered: true,
  csvNull: 'null',
  read: (text) => toJson(parsed(text)),
  toJson: String,
  toText: String,
}

/** jsonb keeps keys by length, then by letters. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  const members = Object.entries(value).map(
    ([key, member]) => [key, inOrder(member), Buffer.byteLength(key)] as const,
  )
  members.sort(([a, , lengthA], [b, , lengthB]) => lengthA - lengthB || (a < b ? -1 : 1))
  // Keys that look like numbers would come first in an object of JavaScript.
  return new Map(members.map(([key, member]) => [key, member]))
}

export const jsonb: PgType = {
  ...nested,
  name: 'jsonb',
  sqlName: 'jsonb',
  family: 'other',
  read: (text) => write(inOrder(parsed(text))),
}
Reflect.deleteProperty(jsonb, 'csvNull')

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (value instanceof Map) {
    const members = [...(value as Map<string, unknown>)].map(
      ([key, member]) => `${JSON.stringify(key)}: ${write(member)}`,
    )
    return `{${members.join(', ')}}`
  }
  return typeof value === 'string' ? JSON.stringify(value) : toJson(value)
}
