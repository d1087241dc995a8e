import { isUtf8 } from 'node:buffer'
import { BadRequest } from '../core/errors.ts'
import { parseExactJson } from '../core/parse-exact-json.ts'
import { readJson } from '../core/read-json.ts'
import { checkJsonShape } from './check-json-shape.ts'

/** Python's words for a body that is not JSON; CKAN shows no more of it. */
const notJson = (reason: string): BadRequest =>
  new BadRequest(
    `JSON Error: Error decoding JSON data. Error: ${reason} JSON data extracted from the request: {}`,
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Takes `__proto__` keys out of what was just parsed, and refuses half characters (a database of UTF-8 has none). */
function clean(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw notJson('a text has half a surrogate pair.')
    return
  }
  if (!isObject(value)) return
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
  for (const key in value) {
    clean(key)
    clean(value[key])
  }
}

/**
 * JSON from a client: no deeper than 1,000 levels, no `__proto__` keys, only whole characters.
 *
 * @param describe what to say of a text that is not JSON
 * @param isExact numbers keep all their digits (see parseExactJson)
 * @throws BadRequest
 */
export function parseJson(body: Buffer, describe: (text: string) => string, isExact = false): unknown {
  checkJsonShape(body)
  if (!isUtf8(body)) throw notJson(describe(''))
  const text = body.toString('utf8').replace(/^\uFEFF/, '')
  let value: unknown
  try {
    value = isExact ? parseExactJson(text) : readJson(text)
  } catch {
    throw notJson(describe(text))
  }
  if (text.includes('__proto__') || text.includes('\\u')) clean(value)
  return value
}
