import { PythonFloat } from './python-float.ts'

/** Numbers that would come back otherwise than they were written: 16 digits and more, `1.0`, exponents, NaN. */
const TELLTALE = /\d{16}|\.0|\d[eE]|NaN|Infinity/

const NUMBER = /-?(?:0|[1-9]\d*)(?:(\.\d+)?(?:[eE][+-]?\d+)?)/y
const BLANK = /[ \t\n\r]*/y
const WORDS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]
const PYTHON_WORDS: readonly (readonly [string, number])[] = [
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]

/** A number as Python has it: whole ones of any size are exact, others are floats. */
function numberOf(source: string): number | bigint | PythonFloat {
  const value = Number(source)
  if (/^-?\d+$/.test(source)) return Number.isSafeInteger(value) ? value + 0 : BigInt(source)
  const float = new PythonFloat(value)
  return float.text === String(value) ? value : float
}

/** Reads character by character: only for texts with numbers that JSON.parse would change. */
function parseSlowly(text: string): unknown {
  let at = 0
  const expect = (isThere: boolean): void => {
    if (!isThere) throw new SyntaxError('not JSON')
  }
  const skip = (): void => {
    BLANK.lastIndex = at
    BLANK.exec(text)
    at = BLANK.lastIndex
  }
  const string = (): string => {
    const start = at
    for (at++; text[at] !== '"'; at++) {
      expect(at < text.length)
      if (text[at] === '\\') at++
    }
    at++
    return JSON.parse(text.slice(start, at)) as string
  }
  const list = (): unknown[] => {
    const items: unknown[] = []
    at++
    skip()
    while (text[at] !== ']') {
      if (items.length > 0) expect(text[at++] === ',')
      items.push(value())
      skip()
    }
    at++
    return items
  }
  const object = (): object => {
    const members: [string, unknown][] = []
    at++
    skip()
    while (text[at] !== '}') {
      if (members.length > 0) {
        expect(text[at++] === ',')
        skip()
      }
      expect(text[at] === '"')
      const key = string()
      skip()
      expect(text[at++] === ':')
      members.push([key, value()])
      skip()
    }
    at++
    return Object.fromEntries(members)
  }
  const value = (): unknown => {
    skip()
    const sign = text[at]
    if (sign === '"') return string()
    if (sign === '[') return list()
    if (sign === '{') return object()
    for (const [word, meaning] of WORDS) {
      if (!text.startsWith(word, at)) continue
      at += word.length
      return meaning
    }
    for (const [word, meaning] of PYTHON_WORDS) {
      if (!text.startsWith(word, at)) continue
      at += word.length
      return new PythonFloat(meaning)
    }
    NUMBER.lastIndex = at
    const source = NUMBER.exec(text)?.[0]
    if (source === undefined) throw new SyntaxError('not JSON')
    at += source.length
    return numberOf(source)
  }
  const result = value()
  skip()
  expect(at === text.length)
  return result
}

/**
 * Reads JSON as Python does: whole numbers beyond 2⁵³ are bigint, floats that print otherwise are PythonFloat, NaN and
 * Infinity are numbers. As fast as JSON.parse where no number needs it.
 *
 * @throws SyntaxError
 */
export const parseExactJson = (text: string): unknown =>
  TELLTALE.test(text) ? parseSlowly(text) : (JSON.parse(text) as unknown)
