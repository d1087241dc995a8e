import type { FunctionArgument } from './function-call.ts'
import { FunctionSyntaxError } from './function-syntax-error.ts'

const TOKEN =
  /\s*(?:(-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|-?\.\d+)(?![\w.:-])|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|([\w.][\w.:/+-]*)|([(),])|(\{![^{}]*\}))/y
const LOCAL = /^\{!\s*(?:lucene\s+)?v=(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([^\s"']+))\s*\}$/
const DEEPEST = 50

const unquoted = (text: string): string => text.replace(/\\([^])/g, '$1')

/** @throws FunctionSyntaxError for a text that is none */
export function parseCall(text: string): FunctionArgument {
  let at = 0
  const peek = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at
    return TOKEN.exec(text)
  }
  const take = (sign: string): boolean => {
    const token = peek()
    if (token?.[4] !== sign) return false
    at = TOKEN.lastIndex
    return true
  }
  const argument = (depth: number): FunctionArgument => {
    const token = peek()
    if (!token || depth > DEEPEST) throw new FunctionSyntaxError(text)
    at = TOKEN.lastIndex
    const [, number, quoted, name, , local] = token
    if (number !== undefined) return { kind: 'number', value: Number(number) }
    if (quoted !== undefined) return { kind: 'text', value: unquoted(quoted.slice(1, -1)) }
    if (local !== undefined) {
      const [whole, double, single, plain] = LOCAL.exec(local) ?? []
      if (whole === undefined) throw new FunctionSyntaxError(text)
      return { kind: 'query', text: plain ?? unquoted(double ?? single ?? '') }
    }
    if (name === undefined) throw new FunctionSyntaxError(text)
    if (!take('(')) return { kind: 'field', name }
    const args: FunctionArgument[] = []
    if (take(')')) return { kind: 'call', name, args }
    do args.push(argument(depth + 1))
    while (take(','))
    if (!take(')')) throw new FunctionSyntaxError(text)
    return { kind: 'call', name, args }
  }
  const result = argument(0)
  if (text.slice(at).trim() !== '') throw new FunctionSyntaxError(text)
  return result
}
