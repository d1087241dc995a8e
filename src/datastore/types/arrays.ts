import { Exact } from './exact.ts'
import { PgError } from './pg-error.ts'
import type { PgType } from './pg-type.ts'

/** Texts of the elements, as deep as the array. */
export type Elements = readonly (string | null | Elements)[]

const malformed = (text: string): PgError => new PgError(`malformed array literal: "${text}"`)

/** Reads `{a,"b c",NULL,{…}}`. */
function readLiteral(text: string): Elements {
  const source = text.trim()
  let at = 0
  const list = (): Elements => {
    const items: (string | null | Elements)[] = []
    at++
    for (;;) {
      while (source[at] === ' ') at++
      if (source[at] === '}' && items.length === 0) break
      items.push(item())
      while (source[at] === ' ') at++
      if (source[at] === ',') at++
      else if (source[at] === '}') break
      else throw malformed(text)
    }
    at++
    return items
  }
  const quoted = (): string => {
    let value = ''
    for (at++; source[at] !== '"'; at++) {
      if (at >= source.length) throw malformed(text)
      if (source[at] === '\\') at++
      value += source[at] ?? ''
    }
    at++
    return value
  }
  const item = (): string | null | Elements => {
    if (source[at] === '{') return list()
    if (source[at] === '"') return quoted()
    let value = ''
    while (at < source.length && !/[{},"]/.test(source[at] ?? '')) {
      if (source[at] === '\\') at++
      value += source[at++] ?? ''
    }
    const bare = value.trim()
    if (bare === '') throw malformed(text)
    return bare.toUpperCase() === 'NULL' ? null : bare
  }
  if (!source.startsWith('{')) throw malformed(text)
  const result = list()
  if (at < source.length) throw malformed(text)
  return result
}

/** What is stored of each element: its own normal text. */
function normal(element: PgType, elements: Elements): Elements {
  return elements.map((item) => {
    if (item === null) return null
    if (typeof item !== 'string') return normal(element, item)
    const stored = element.read(item)
    return stored instanceof Exact
      ? element.toText(stored.key, stored.text)
      : element.toText(stored as string | number, undefined)
  })
}

/** An element's JSON from its normal text. */
function elementJson(element: PgType, text: string): string {
  const stored = element.read(text)
  return stored instanceof Exact
    ? element.toJson(stored.key, stored.text)
    : element.toJson(stored as string | number, undefined)
}

function written(element: PgType, elements: Elements): string {
  const items = elements.map((item) =>
    item === null ? 'null' : typeof item === 'string' ? elementJson(element, item) : written(element, item),
  )
  return `[${items.join(',')}]`
}

function literal(elements: Elements): string {
  const items = elements.map((item) => {
    if (item === null) return 'NULL'
    if (typeof item !== 'string') return literal(item)
    const isPlain = item !== '' && !/[\s{},"\\]/.test(item) && item.toUpperCase() !== 'NULL'
    return isPlain ? item : `"${item.replace(/["\\]/g, '\\$&')}"`
  })
  return `{${items.join(',')}}`
}

/** An array, stored as JSON of its elements' texts. */
export function arrayOf(element: PgType): PgType {
  const isText = element.family === 'text'
  const asJson = (stored: string | number): string =>
    isText ? String(stored) : written(element, JSON.parse(String(stored)) as Elements)
  return {
    name: `_${element.name}`,
    sqlName: `${element.sqlName}[]`,
    affinity: 'TEXT',
    family: 'array',
    csvNull: 'null',
    element,
    read: (text) => JSON.stringify(normal(element, readLiteral(text))),
    toJson: asJson,
    toText: (stored) => literal(JSON.parse(String(stored)) as Elements),
    toCsv: asJson,
  }
}

/** A sortable text for an array: element by element, the shorter first, null last. */
export function arrayOrder(type: PgType, stored: string): string {
  const element = type.element
  const key = (item: string | null | Elements): string => {
    if (item === null) return '\u{10ffff}'
    if (typeof item !== 'string') return item.map(key).join('')
    if (element?.family !== 'number') return `${item}\u0001`
    const number = Number(item)
    const bytes = new DataView(new ArrayBuffer(8))
    bytes.setFloat64(0, Number.isNaN(number) ? Infinity : number)
    const bits = bytes.getBigUint64(0)
    const sortable = number < 0 ? ~bits & 0xffffffffffffffffn : bits | 0x8000000000000000n
    return `${sortable.toString(16).padStart(16, '0')}\u0001`
  }
  return (JSON.parse(stored) as Elements).map(key).join('')
}
