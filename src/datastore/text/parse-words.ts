/** Kinds of tokens as PostgreSQL's default parser tells them apart; only words are stemmed. */
export interface WordToken {
  readonly text: string
  readonly isWord: boolean
}

const HOST = String.raw`(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?`
const TOKENS = [
  // email
  String.raw`(?<email>[\w.+-]+@${HOST})`,
  // address: with its host and path as tokens of their own
  String.raw`(?:[a-z][a-z0-9+.-]*:\/\/)?(?<host>${HOST})(?<path>\/[^\s<>"']*)?(?![\p{L}\p{N}])`,
  String.raw`(?<version>\d+(?:\.\d+){2,})(?![\p{L}\p{N}])`,
  String.raw`(?<number>(?:(?<!\p{L})[+-]|(?<![\p{L}\p{N}]))\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\p{L}\p{N}]|\.\d)`,
  String.raw`(?<compound>[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]*[\p{L}][\p{L}\p{N}\p{M}]*)+)`,
  String.raw`(?<word>[\p{L}\p{N}\p{M}]+)`,
]
const TOKEN = new RegExp(TOKENS.join('|'), 'gu')
/** Letters, digits and blanks alone: no address, number or compound needs to be looked for. */
const SIMPLE = /^[\p{L}\s]*$/u
/** A longer word is left out, as PostgreSQL does. */
const LONGEST = 2046

/** Words of a text in lower case, in order; parts of compound words follow the whole. */
export function parseWords(text: string): WordToken[] {
  const lower = text.toLowerCase()
  const tokens: WordToken[] = []
  const add = (word: string, isWord: boolean): void => {
    if (word.length <= LONGEST) tokens.push({ text: word, isWord })
  }
  if (SIMPLE.test(lower)) {
    for (const word of lower.split(/\s+/)) if (word !== '') add(word, true)
    return tokens
  }
  for (const match of lower.matchAll(TOKEN)) {
    const groups = match.groups ?? {}
    const { email, host, path, version, number, compound, word } = groups
    if (word !== undefined) add(word, !/\d/.test(word))
    else if (number !== undefined) add(number.replace(/^\+/, ''), false)
    else if (compound !== undefined) {
      add(compound, true)
      for (const part of compound.split('-')) add(part, !/\d/.test(part))
    } else if (email !== undefined) add(email, false)
    else if (host !== undefined) {
      if (path !== undefined && path !== '/') add(host + path, false)
      add(host, false)
      if (path !== undefined && path !== '/') add(path, false)
    } else if (version !== undefined) add(version, false)
  }
  return tokens
}
