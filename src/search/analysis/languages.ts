/** Languages of the second analysis (`ckanister.search.language`): Snowball's names, and bigrams for Chinese, Japanese, Korean. */
export const LANGUAGES = [
  ...['arabic', 'armenian', 'basque', 'catalan', 'czech', 'danish', 'dutch', 'finnish', 'french', 'german'],
  ...['hungarian', 'italian', 'irish', 'norwegian', 'portuguese', 'romanian', 'russian', 'spanish'],
  ...['slovene', 'swedish', 'tamil', 'turkish', 'cjk'],
] as const

export type Language = (typeof LANGUAGES)[number]

const known: ReadonlySet<string> = new Set(LANGUAGES)

/** The language that a text names, if it is one of them. */
export const languageOf = (name: string): Language | undefined =>
  known.has(name) ? (name as Language) : undefined

/** The index fields of the second analysis: catch-all text and title. No extra can have such names. */
export const languageFields = (language: Language): { readonly text: string; readonly title: string } => ({
  text: `${language}:text`,
  title: `${language}:title`,
})
