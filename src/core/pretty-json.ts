import { jsonString, type JsonValue, toJson } from './json.ts'

/** JSON as Python's `json.dumps(value, sort_keys=True, indent=2)` writes it. */
export function prettyJson(value: JsonValue, indent = ''): string {
  if (typeof value !== 'object' || value === null) return toJson(value)
  const inner = `${indent}  `
  const block = (open: string, items: readonly string[], close: string): string =>
    items.length === 0
      ? open + close
      : `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`
  if (Array.isArray(value)) {
    return block(
      '[',
      (value as readonly JsonValue[]).map((item) => prettyJson(item, inner)),
      ']',
    )
  }
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return block(
    '{',
    members.map(([key, member]) => `${jsonString(key)}: ${prettyJson(member, inner)}`),
    '}',
  )
}
