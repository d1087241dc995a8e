/** SQLite's LIKE refuses patterns of more than 50,000 bytes. */
const LONGEST = 10_000

/**
 * The pattern for LIKE, with `\` as escape character, of texts that contain a text in any case. As in CKAN, `%` and `_`
 * in it stand for any letters. The column's text has to be in small letters; nothing contains a very long text.
 */
export function likePattern(text: string): string {
  return text.length > LONGEST ? '' : `%${text.toLowerCase()}%`
}
