import snowball from 'snowball-stemmers'

const STOP_WORDS = new Set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
  its itself they them their theirs themselves what which who whom this that these those am is are was were be been
  being have has had having do does did doing a an the and but if or because as until while of at by for with about
  against between into through during before after above below to from up down in out on off over under again further
  then once here there when where why how all any both each few more most other some such no nor not only own same so
  than too very s t can will just don should now`.split(/\s+/),
)

/** PostgreSQL's text search configurations. */
const LANGUAGES = new Set(
  `simple arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian irish
  italian lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil turkish yiddish`.split(
    /\s+/,
  ),
)
const STEMMED = new Set(snowball.algorithms())
const MOST_KEPT = 50_000

/** What becomes of a word; undefined: it is a stop word. */
export type Dictionary = (word: string) => string | undefined

const dictionaries = new Map<string, Dictionary>()

function make(language: string): Dictionary {
  if (!STEMMED.has(language)) return (word) => word
  const stemmer = snowball.newStemmer(language)
  const known = new Map<string, string | undefined>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined || known.has(word)) return before
    const isStop = language === 'english' && STOP_WORDS.has(word)
    const stem = isStop ? undefined : stemmer.stem(word)
    if (known.size >= MOST_KEPT) known.clear()
    known.set(word, stem)
    return stem
  }
}

/** The dictionary of a configuration; undefined: PostgreSQL has none of this name. */
export function dictionaryOf(language: string): Dictionary | undefined {
  const name = language
    .trim()
    .toLowerCase()
    .replace(/^pg_catalog\./, '')
  if (!LANGUAGES.has(name)) return undefined
  let dictionary = dictionaries.get(name)
  if (!dictionary) {
    dictionary = make(name)
    dictionaries.set(name, dictionary)
  }
  return dictionary
}
