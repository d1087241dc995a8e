import type { WordPart } from './split-word.ts'

const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc]+/gu

/** Pieces of a word in which each run of Chinese, Japanese or Korean letters has become its pairs of neighbours. */
export function bigramsOf(parts: readonly WordPart[]): WordPart[] {
  const found: WordPart[] = []
  let at = 0
  const add = (text: string): void => {
    if (text !== '') found.push({ text, at: at++ })
  }
  for (const { text } of parts) {
    let from = 0
    for (const run of text.matchAll(WITHOUT_BLANKS)) {
      add(text.slice(from, run.index))
      const letters = Array.from(run[0])
      if (letters.length === 1) add(run[0])
      for (let i = 0; i + 1 < letters.length; i++) add(`${letters[i] ?? ''}${letters[i + 1] ?? ''}`)
      from = run.index + run[0].length
    }
    add(text.slice(from))
  }
  return found
}
