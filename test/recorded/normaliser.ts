const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** The last form begins the name of an uploaded image. */
const TIME = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?|-\d{6}\.\d{6}(?=\D))/g
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** A text without what no two runs have in common. */
export const withoutIdsAndTimes = (text: string): string => text.replace(ID, '').replace(TIME, '')

/**
 * Replaces the site's address by `<site>`, ids by `<id:1>` in order of appearance, times by `<time>` and tokens by
 * `<token>`; ids and times that a request contained stay, with `keepsTimes` all times. `sent` is the text of all requests.
 */
export function normaliser(url: string, sent: string): (value: unknown, keepsTimes?: boolean) => unknown {
  const ids = new Map<string, string>()
  const idName = (id: string): string => {
    if (sent.includes(id)) return id
    const name = ids.get(id) ?? `<id:${ids.size + 1}>`
    ids.set(id, name)
    return name
  }
  const text = (value: string, keepsTimes: boolean): string =>
    value
      .replaceAll(url, '<site>')
      .replaceAll(url.replace('http://', ''), '<host>')
      .replace(TOKEN, '<token>')
      .replace(ID, idName)
      .replace(TIME, (time) => (keepsTimes || sent.includes(time) ? time : '<time>'))
  return function normalise(value, keepsTimes = false): unknown {
    if (typeof value === 'string') return text(value, keepsTimes)
    if (Array.isArray(value)) return value.map((inner) => normalise(inner, keepsTimes))
    if (value === null || typeof value !== 'object') return value
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(
      entries.map(([key, inner]) => [text(key, keepsTimes), normalise(inner, keepsTimes)]),
    )
  }
}
