/** The fields of a dataset or a resource by name. */
export type Fields = (name: string) => unknown

const isText = (value: unknown): value is string => typeof value === 'string'

function asText(value: unknown): string {
  if (isText(value)) return value
  if (value === null || value === undefined || value === false) return ''
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
}

/** The first of the fields that is not empty, as text; '' for none. Zero is empty, as in Python. */
export function textOf(fields: Fields, ...names: readonly string[]): string {
  for (const name of names) {
    const value = fields(name)
    if (value === 0 || value === '') continue
    if (Array.isArray(value) && value.length === 0) continue
    const text = asText(value)
    if (text !== '') return text
  }
  return ''
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A list: as such, as the JSON text of one, with commas between, or a single value (ckanext-dcat). */
export function listOf(fields: Fields, ...names: readonly string[]): readonly string[] {
  for (const name of names) {
    const value = fields(name)
    const items = isText(value)
      ? textItems(value)
      : Array.isArray(value)
        ? value.map(asText)
        : [asText(value)]
    const filled = items.map((item) => item.trim()).filter((item) => item !== '')
    if (filled.length > 0) return filled
  }
  return []
}

function textItems(text: string): readonly string[] {
  if (text.trim() === '') return []
  const value = parsed(text)
  if (Array.isArray(value)) return value.map(asText)
  if (value !== undefined) return [asText(value)]
  return text.includes(',') ? text.split(',') : [text]
}
