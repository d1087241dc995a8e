import { JsonText } from './json-text.ts'
import { PythonFloat } from './python-float.ts'

export type JsonValue = string | number | bigint | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const PLAIN = /^[ !#-[\]-~]*$/
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}
/** By code unit; filled as they are met, which are few of them. */
const ESCAPES: string[] = []
const escaped = (unit: number): string =>
  (ESCAPES[unit] ??= SHORT[String.fromCharCode(unit)] ?? `\\u${unit.toString(16).padStart(4, '0')}`)

/** A string as Python's `json.dumps` writes it: everything outside printable ASCII is escaped. */
export function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  let written = '"'
  let plainFrom = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 32 && unit < 127 && unit !== 34 && unit !== 92) continue
    if (plainFrom < i) written += text.slice(plainFrom, i)
    written += escaped(unit)
    plainFrom = i + 1
  }
  return `${written}${text.slice(plainFrom)}"`
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
