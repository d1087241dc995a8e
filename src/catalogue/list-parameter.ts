/** A list that may come as a text with commas; undefined: absent. Blanks and quotes around an item go, as in CKAN. */
export function listParameter(value: unknown): readonly (string | readonly string[])[] | undefined {
  if (value === undefined || value === null) return undefined
  if (value === '') return []
  const items: readonly unknown[] = Array.isArray(value)
    ? (value as readonly unknown[])
    : (value as string).split(',').map((item) => item.trim())
  return items.map((item) => (Array.isArray(item) ? (item as string[]) : unquoted(String(item))))
}

function unquoted(item: string): string {
  if (item.length < 2 || item.at(0) !== item.at(-1)) return item
  return item.trim().replace(/^"+|"+$/g, '')
}

/** The same where no item is a list. */
export const textListParameter = (value: unknown): readonly string[] | undefined =>
  listParameter(value)?.map((item) => (typeof item === 'string' ? item : item.join(',')))
