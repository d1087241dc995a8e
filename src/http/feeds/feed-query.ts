/** A parameter of a feed's address. */
export type Pair = readonly [name: string, value: string]

/**
 * The parameters of a feed's address in their order, the first of each name. CKAN writes `?query=page&query=2` into a
 * feed's links where it means `?page=2`, and does not understand that itself; here such pairs are read as meant.
 */
export function readFeedQuery(query: string): readonly Pair[] {
  const sent = [...new URLSearchParams(query)]
  const pairs: Pair[] = []
  const words = sent.filter(([name]) => name === 'query').map(([, value]) => value)
  for (let i = 0; i + 1 < words.length; i += 2) pairs.push([words[i] ?? '', words[i + 1] ?? ''])
  pairs.push(...sent.filter(([name]) => name !== 'query' || words.length % 2 === 1))
  return pairs.filter(([name], place) => pairs.findIndex(([other]) => other === name) === place)
}

export const valueOf = (pairs: readonly Pair[], name: string): string | undefined =>
  pairs.find(([other]) => other === name)?.[1]

/** As Python's quote_plus with CKAN's safe signs. */
export const quotePlus = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/%3A/g, ':')
    .replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** CKAN's spelling of a link's query: the last parameter only, as a pair of `query`. */
export function pairQuery(pairs: readonly Pair[]): string {
  const last = pairs.at(-1)
  return last ? `?query=${quotePlus(last[0])}&query=${quotePlus(last[1])}` : ''
}

/** With the page in its place: where it stood, or at the end. */
export function withPage(pairs: readonly Pair[], page: string): readonly Pair[] {
  const turned: Pair = ['page', page]
  if (valueOf(pairs, 'page') === undefined) return [...pairs, turned]
  return pairs.map((pair) => (pair[0] === 'page' ? turned : pair))
}
