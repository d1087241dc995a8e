import { ALPHA, characterKind, DELIMITER, LOWER, UPPER } from './character-kind.ts'

/** A piece of a word; `at` counts the pieces before it (a joined run stands at its first piece). */
export interface WordPart {
  readonly text: string
  readonly at: number
}

const APOSTROPHE = 39

function isPossessive(word: string, end: number, last: number): boolean {
  if (end <= 2 || word.charCodeAt(end - 2) !== APOSTROPHE) return false
  const letter = word[end - 1]
  if (letter !== 's' && letter !== 'S') return false
  if ((characterKind(word.charCodeAt(end - 3)) & ALPHA) === 0) return false
  return end === last || characterKind(word.charCodeAt(end)) === DELIMITER
}

function breaksBetween(before: number, after: number, splitOnCase: boolean): boolean {
  if ((before & after) !== 0) return false
  if ((before & ALPHA) !== 0 && (after & ALPHA) !== 0) return splitOnCase && (before & UPPER) === 0
  return true
}

/**
 * Splits a word as Lucene's WordDelimiterGraphFilter does for CKAN's fields: at every character that is neither letter
 * nor digit, between letters and digits, from lower to upper case (`splitOnCase`), and without an English `'s`. With
 * `join`, runs of letter parts and of number parts also appear joined, at the place of their first part.
 */
export function splitWord(word: string, options: { splitOnCase: boolean; join: boolean }): WordPart[] {
  let start = 0
  let last = word.length
  while (start < last && characterKind(word.charCodeAt(start)) === DELIMITER) start++
  while (last > start && characterKind(word.charCodeAt(last - 1)) === DELIMITER) last--
  if (isPossessive(word, last, last)) last -= 2
  const parts: WordPart[] = []
  let joined = { text: '', kind: 0, at: 0, count: 0, index: 0 }
  const flush = (): void => {
    if (joined.count > 1) parts.splice(joined.index, 0, { text: joined.text, at: joined.at })
    joined = { text: '', kind: 0, at: 0, count: 0, index: 0 }
  }
  let at = 0
  let from = start
  while (from < last) {
    let kind = characterKind(word.charCodeAt(from))
    if (kind === DELIMITER) {
      from++
      continue
    }
    const type = kind === LOWER || kind === UPPER ? ALPHA : kind
    let to = from + 1
    for (; to < last; to++) {
      const next = characterKind(word.charCodeAt(to))
      if (breaksBetween(kind, next, options.splitOnCase)) break
      kind = next
    }
    const text = word.slice(from, to)
    if (options.join) {
      if (joined.count > 0 && (joined.kind & type) === 0) flush()
      if (joined.count === 0) joined = { text: '', kind: type, at, count: 0, index: parts.length }
      joined.text += text
      joined.count++
    }
    parts.push({ text, at: at++ })
    from = to < last - 1 && isPossessive(word, to + 2, last) ? to + 2 : to
  }
  if (options.join) flush()
  return parts
}
