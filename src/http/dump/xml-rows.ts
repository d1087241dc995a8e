import { PythonFloat } from '../../core/python-float.ts'
import type { ShownField } from '../../datastore/door.ts'

const escapeText = (text: string): string =>
  text
    // XML knows no other control characters.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')

function textOf(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  return value instanceof PythonFloat ? value.text : String(value)
}

function element(name: string, value: unknown, key = ''): string {
  if (value === null) return `<${name} xsi:nil="true"${key} />`
  const members: readonly (readonly [string, unknown])[] | undefined = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : typeof value === 'object' && !(value instanceof PythonFloat)
      ? Object.entries(value)
      : undefined
  const inner = members
    ? members.map(([at, member]) => element('value', member, ` key="${escapeAttribute(at)}"`)).join('')
    : escapeText(textOf(value))
  return inner === '' ? `<${name}${key} />` : `<${name}${key}>${inner}</${name}>`
}

/** A column's name as that of an element: no signs that XML refuses, no name twice. */
function elementNames(fields: readonly ShownField[]): readonly string[] {
  const taken = new Set<string>()
  return fields.map(({ id }) => {
    const name =
      id
        .replace(/^(?:xml|[\d.-])+/i, '')
        .replace(/\s/g, '_')
        .replace(/[^\p{L}\p{N}\p{M}_.-]/gu, '') || 'column'
    let free = name
    for (let count = 0; taken.has(free); count++) free = `${name}_${String(count)}`
    taken.add(free)
    return free
  })
}

/** Rows as elements; a first column `_id` is an attribute. */
export function xmlRows(fields: readonly ShownField[]): (rows: readonly (readonly unknown[])[]) => string {
  const names = elementNames(fields)
  const hasId = fields[0]?.id === '_id'
  return (rows) =>
    rows
      .map((row) => {
        const cells = names.map((name, index) =>
          hasId && index === 0 ? '' : element(name, row[index] ?? null),
        )
        const id = hasId ? ` _id="${escapeAttribute(textOf(row[0]))}"` : ''
        return `<row${id}>${cells.join('')}</row>\n`
      })
      .join('')
}
