/** What CKAN allows for the name of a column, in characters. */
const LONGEST = 63

const clean = (name: string): string =>
  name
    .replace(/[\s\u200b\ufeff]+/gu, ' ')
    .replaceAll('"', "'")
    .trim()
    .replace(/^_+/, '')
    .trim()

const cut = (name: string, length: number): string => [...name].slice(0, length).join('').trim()

/** A heading in one line, in which its line breaks are seen. */
const shown = (heading: string): string =>
  heading
    .trim()
    .replace(/\s*[\r\n]\s*/g, ' ⏎ ')
    .replace(/\s+/g, ' ')

export interface ColumnNames {
  readonly names: readonly string[]
  /** One sentence for each name that is not what stood in the file. */
  readonly changes: readonly string[]
}

/** Names that CKAN's DataStore takes, each once: no quotes, no line breaks, no `_` in front, not empty, not too long. */
export function columnNames(headings: readonly string[]): ColumnNames {
  const taken = new Set<string>()
  const changes: string[] = []
  const names = headings.map((heading, at) => {
    const wanted = cut(clean(heading), LONGEST) || `column_${at + 1}`
    let name = wanted
    for (let copy = 2; taken.has(name); copy++)
      name = `${cut(wanted, LONGEST - String(copy).length - 1)}_${copy}`
    taken.add(name)
    if (name !== heading.trim())
      changes.push(
        heading.trim() === ''
          ? `Column ${at + 1} has no name: it is called “${name}”.`
          : `“${cut(shown(heading), 80)}” is called “${name}”.`,
      )
    return name
  })
  return { names, changes }
}
