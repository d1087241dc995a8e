import { JsonText } from './json-text.ts'
import { PythonFloat } from './python-float.ts'

export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const PLAIN = /^[ !#-[\]-~]*$/
const NOT_ASCII = /[^ -~]/g
const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A string as Python's `json.dumps` writes it: everything outside printable ASCII is escaped. */
export function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  return JSON.stringify(text).replace(NOT_ASCII, escapeUnit)
}

function jsonNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

/**
 * JSON text as CKAN sends it: `", "` and `": "` between items, ASCII only, keys in the object's own order
 * (or sorted). `undefined` members are left out.
 */
export function toJson(value: unknown, options: { readonly sortKeys?: boolean } = {}): string {
  const write = (item: unknown): string => {
    switch (typeof item) {
      case 'string':
        return jsonString(item)
      case 'number':
        return jsonNumber(item)
      case 'boolean':
        return item ? 'true' : 'false'
      case 'bigint':
        return item.toString()
      case 'object':
        if (item === null) return 'null'
        if (item instanceof JsonText || item instanceof PythonFloat) return item.text
        return Array.isArray(item) ? writeArray(item) : writeObject(item)
      default:
        return 'null'
    }
  }
  const writeArray = (items: readonly unknown[]): string => {
    let text = '['
    for (let i = 0; i < items.length; i++) text += (i ? ', ' : '') + write(items[i])
    return text + ']'
  }
  const writeObject = (object: object): string => {
    const keys = Object.keys(object)
    if (options.sortKeys) keys.sort()
    let text = '{'
    for (const key of keys) {
      const member = (object as Record<string, unknown>)[key]
      if (member === undefined) continue
      text += (text.length > 1 ? ', ' : '') + jsonString(key) + ': ' + write(member)
    }
    return text + '}'
  }
  return write(value)
}
