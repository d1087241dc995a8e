/** Lucene computes with 32 bits: texts that are equally near to it must be so here. */
const { fround } = Math

/** How alike two texts are, from 0 to 1. */
export type TextDistance = (a: string, b: string) => number

/** One minus the share of letters that have to be changed (Levenshtein). */
const edit: TextDistance = (a, b) => {
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 1
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return 1 - fround((row[b.length] ?? 0) / longest)
}

/** Letters that the shorter text shares with the longer one nearby, in the order of each. */
function commonLetters(short: string, long: string): readonly [inShort: string, inLong: string] {
  const reach = Math.max(0, Math.floor(long.length / 2) - 1)
  const taken = new Set<number>()
  let inShort = ''
  for (let i = 0; i < short.length; i++) {
    const last = Math.min(i + reach, long.length - 1)
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (taken.has(j) || long[j] !== short[i]) continue
      taken.add(j)
      inShort += short[i] ?? ''
      break
    }
  }
  return [inShort, [...taken].sort((x, y) => x - y).reduce((text, j) => text + (long[j] ?? ''), '')]
}

const BOOST_FROM = fround(0.7)

/** Jaro and Winkler, as Lucene does: the whole common beginning counts. */
const jaroWinkler: TextDistance = (a, b) => {
  const [short, long] = a.length > b.length ? [b, a] : [a, b]
  const [first, second] = commonLetters(short, long)
  const matches = first.length
  if (matches === 0) return 0
  let moved = 0
  for (let i = 0; i < matches; i++) if (first[i] !== second[i]) moved++
  const swaps = Math.floor(moved / 2)
  const shares = [matches / a.length, matches / b.length, (matches - swaps) / matches]
  const jaro = fround(shares.reduce((sum, share) => fround(sum + fround(share)), 0) / 3)
  if (jaro < BOOST_FROM) return jaro
  let beginning = 0
  while (beginning < short.length && short[beginning] === long[beginning]) beginning++
  const step = fround(Math.min(fround(0.1), fround(1 / long.length)))
  return fround(jaro + fround(fround(step * beginning) * fround(1 - jaro)))
}

/** Kondrak's distance of pieces of `size` letters. */
function pieces(size: number): TextDistance {
  return (a, b) => {
    const longest = Math.max(a.length, b.length)
    if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0
    if (a.length < size || b.length < size) {
      let equal = 0
      for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] === b[i]) equal++
      return equal / longest
    }
    const [first, second] = ['\0'.repeat(size - 1) + a, '\0'.repeat(size - 1) + b]
    let row = Array.from({ length: a.length + 1 }, (_, i) => i)
    for (let j = 1; j <= b.length; j++) {
      const next = [j]
      for (let i = 1; i <= a.length; i++) {
        let differing = 0
        let counted = size
        for (let k = 0; k < size; k++) {
          const letter = first[i - 1 + k]
          if (letter !== second[j - 1 + k]) differing++
          else if (letter === '\0') counted--
        }
        const changed = fround((row[i - 1] ?? 0) + fround(differing / counted))
        next.push(Math.min((next[i - 1] ?? 0) + 1, (row[i] ?? 0) + 1, changed))
      }
      row = next
    }
    return 1 - fround((row[a.length] ?? 0) / longest)
  }
}

/** The measures of `strdist`; `undefined` for a name that is none. @param size letters of a piece, for `ngram` */
export function textDistance(name: string, size = 2): TextDistance | undefined {
  switch (name) {
    case 'edit':
      return edit
    case 'jw':
      return jaroWinkler
    case 'ngram':
      return pieces(Math.max(1, size))
    default:
      return undefined
  }
}
