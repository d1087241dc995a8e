const BLANKS = /[ \t\n\r]*/y
const WORD = /true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

class Failure extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Length of what the sticky pattern matches at this place; 0: nothing. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

const skipBlanks = (text: string, at: number): number => at + lengthOf(BLANKS, text, at)

function readString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charAt(at)
    if (unit === '"') return at + 1
    if (unit < ' ') throw new Failure('Invalid control character at', at)
    if (unit !== '\\') continue
    const escape = text.slice(at + 1, at + 6)
    if (escape === '') break
    if (escape.startsWith('u') && !/^u[0-9a-fA-F]{4}/.test(escape)) {
      throw new Failure('Invalid \\uXXXX escape', at + 1)
    }
    if (!/^["\\/bfnrtu]/.test(escape)) throw new Failure('Invalid \\escape', at)
    at++
  }
  throw new Failure('Unterminated string starting at', start)
}

function readObject(text: string, start: number): number {
  let at = skipBlanks(text, start + 1)
  if (text.charAt(at) === '}') return at + 1
  for (;;) {
    if (text.charAt(at) !== '"') throw new Failure('Expecting property name enclosed in double quotes', at)
    at = skipBlanks(text, readString(text, at))
    if (text.charAt(at) !== ':') throw new Failure("Expecting ':' delimiter", at)
    at = skipBlanks(text, readValue(text, skipBlanks(text, at + 1)))
    if (text.charAt(at) === '}') return at + 1
    if (text.charAt(at) !== ',') throw new Failure("Expecting ',' delimiter", at)
    at = skipBlanks(text, at + 1)
  }
}

function readArray(text: string, start: number): number {
  let at = skipBlanks(text, start + 1)
  if (text.charAt(at) === ']') return at + 1
  for (;;) {
    at = skipBlanks(text, readValue(text, at))
    if (text.charAt(at) === ']') return at + 1
    if (text.charAt(at) !== ',') throw new Failure("Expecting ',' delimiter", at)
    at = skipBlanks(text, at + 1)
  }
}

function readValue(text: string, at: number): number {
  const unit = text.charAt(at)
  if (unit === '"') return readString(text, at)
  if (unit === '{') return readObject(text, at)
  if (unit === '[') return readArray(text, at)
  const length = lengthOf(WORD, text, at)
  if (length === 0) throw new Failure('Expecting value', at)
  return at + length
}

/** What Python's json.loads says of a text that it can't read: `Expecting value: line 1 column 1 (char 0)`. */
export function pythonJsonError(text: string): string {
  const describe = (message: string, at: number): string => {
    const before = text.slice(0, at)
    const line = before.split('\n').length
    return `${message}: line ${line} column ${at - before.lastIndexOf('\n')} (char ${at})`
  }
  try {
    const end = skipBlanks(text, readValue(text, skipBlanks(text, 0)))
    return describe(end < text.length ? 'Extra data' : 'Expecting value', end)
  } catch (error) {
    if (error instanceof Failure) return describe(error.message, error.at)
    throw error
  }
}
