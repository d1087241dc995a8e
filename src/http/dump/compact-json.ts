import { parseExactJson } from '../../core/parse-exact-json.ts'
import { PythonFloat } from '../../core/python-float.ts'

/** JSON without blanks, numbers as Python writes them. */
export function compactJson(value: unknown): string {
  if (value instanceof PythonFloat) return value.text
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(compactJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}:${compactJson(member)}`,
    )
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

/** Rows of a JSON array that was sent in parts. */
export const rowsOf = (text: string): readonly (readonly unknown[])[] =>
  parseExactJson(`[${text}]`) as readonly (readonly unknown[])[]
