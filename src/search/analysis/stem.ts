import snowball from 'snowball-stemmers'

const english = snowball.newStemmer('english')
const KEPT = 100_000
const known = new Map<string, string>()

/** The English stem (Snowball "Porter 2") of a lower-case word, whatever its language: CKAN's schema has no other. */
export function stem(word: string): string {
  const seen = known.get(word)
  if (seen !== undefined) return seen
  const result = english.stem(word)
  if (known.size >= KEPT) known.clear()
  known.set(word, result)
  return result
}
