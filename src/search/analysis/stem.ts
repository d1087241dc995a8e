import snowball from 'snowball-stemmers'
import type { Language } from './languages.ts'

type Stemming = 'english' | Exclude<Language, 'cjk'>

interface Stemmer {
  readonly stem: (word: string) => string
  readonly known: Map<string, string>
}

const KEPT = 100_000
const stemmers = new Map<Stemming, Stemmer>()

function stemmerOf(language: Stemming): Stemmer {
  let stemmer = stemmers.get(language)
  if (!stemmer) {
    const algorithm = snowball.newStemmer(language)
    stemmer = { stem: (word) => algorithm.stem(word), known: new Map() }
    stemmers.set(language, stemmer)
  }
  return stemmer
}

/** The stem of a lower-case word (Snowball; English is its "Porter 2", the only one in CKAN's schema). */
export function stem(word: string, language: Stemming = 'english'): string {
  const { stem: find, known } = stemmerOf(language)
  const seen = known.get(word)
  if (seen !== undefined) return seen
  const result = find(word)
  if (known.size >= KEPT) known.clear()
  known.set(word, result)
  return result
}
