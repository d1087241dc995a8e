/** A Python tuple, for the few messages in which CKAN prints one. */
export class Tuple {
  readonly items: readonly unknown[]

  constructor(items: readonly unknown[]) {
    this.items = items
  }
}

function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/\p{Cc}/gu, (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

/** A JSON value as Python's repr() prints it: CKAN shows values so in some messages. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return textRepr(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Tuple) {
    const items = value.items.map(pythonRepr)
    return items.length === 1 ? `(${items.join('')},)` : `(${items.join(', ')})`
  }
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const members = Object.entries(value).map(([key, item]) => `${textRepr(key)}: ${pythonRepr(item)}`)
  return `{${members.join(', ')}}`
}

/** The class of a JSON value as Python prints it: `<class 'list'>`. */
export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return "<class 'NoneType'>"
  if (typeof value === 'string') return "<class 'str'>"
  if (typeof value === 'boolean') return "<class 'bool'>"
  if (typeof value === 'bigint') return "<class 'int'>"
  if (typeof value === 'number') return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>"
  return Array.isArray(value) ? "<class 'list'>" : "<class 'dict'>"
}
