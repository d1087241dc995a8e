const TOKEN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?)|(True|False|None)\b|([[\](){},:]))/y
const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null }
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }

class NoLiteral extends Error {}

/** Reads a text of Python literals with commas between them (what stands between a call's parentheses). */
function readAll(text: string): readonly unknown[] {
  let at = 0
  const next = (): RegExpExecArray | undefined => {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (match) at = TOKEN.lastIndex
    return match ?? undefined
  }
  const value = (token: RegExpExecArray | undefined): unknown => {
    if (!token) throw new NoLiteral()
    const [, single, double, number, word, mark] = token
    const quoted = single ?? double
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1')
    if (number !== undefined) return Number(number)
    if (word !== undefined) return WORDS[word]
    const closing = CLOSING[mark ?? '']
    if (closing === undefined) throw new NoLiteral()
    return mark === '{' ? members(closing) : items(closing)
  }
  const items = (closing: string | undefined): unknown[] => {
    const list: unknown[] = []
    for (;;) {
      const token = next()
      if (token?.[5] !== undefined && token[5] === closing) return list
      if (!token && closing === undefined && text.slice(at).trim() === '') return list
      list.push(value(token))
      const comma = next()
      if (comma?.[5] === ',') continue
      if (comma ? comma[5] === closing : closing === undefined && text.slice(at).trim() === '') return list
      throw new NoLiteral()
    }
  }
  const members = (closing: string): Record<string, unknown> => {
    const object: Record<string, unknown> = {}
    for (;;) {
      const token = next()
      if (token?.[5] === closing) return object
      const key = value(token)
      if (typeof key !== 'string' || next()?.[5] !== ':') throw new NoLiteral()
      object[key] = value(next())
      const comma = next()
      if (comma?.[5] === closing) return object
      if (comma?.[5] !== ',') throw new NoLiteral()
    }
  }
  return items(undefined)
}

/**
 * The arguments of a call in a schema of ckanext-scheming: Python literals, or else words with commas between them.
 * `"new", 3` is a text and a number, `name` a text.
 */
export function callArguments(text: string): readonly unknown[] {
  try {
    return readAll(text)
  } catch (error) {
    if (error instanceof NoLiteral) return text.split(',')
    throw error
  }
}
