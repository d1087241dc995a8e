import { createHash } from 'node:crypto'
import type { Answer, Request } from './player.ts'

const KEPT_HEADERS = [
  'location',
  'content-disposition',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'www-authenticate',
  'allow',
]

function target({ action, query, path = '' }: Request): string {
  if (action === undefined) return path
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) =>
    [value].flat().map((one): [string, string] => [key, String(one)]),
  )
  return `/api/3/action/${action}${query ? `?${new URLSearchParams(pairs).toString()}` : ''}`
}

function formData(form: NonNullable<Request['form']>): FormData {
  const data = new FormData()
  for (const [key, value] of Object.entries(form)) {
    for (const one of [value].flat()) {
      if (typeof one !== 'object') {
        data.append(key, String(one))
        continue
      }
      const { file, type = 'application/octet-stream', text = '', base64, repeat = 1 } = one
      const bytes = base64 === undefined ? text.repeat(repeat) : Buffer.from(base64, 'base64')
      data.append(key, new Blob([bytes], { type }), file)
    }
  }
  return data
}

function payload({ form, data, body }: Request): {
  readonly body?: string | FormData
  readonly isJson: boolean
} {
  if (form) return { body: formData(form), isJson: false }
  if (data !== undefined) return { body: JSON.stringify(data), isJson: true }
  if (body === undefined || body === null) return { isJson: false }
  return typeof body === 'string' ? { body, isJson: false } : { body: JSON.stringify(body), isJson: true }
}

/** Texts, which stay as they are, and numbers with the digits they are written with. */
const NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity/g

function parse(text: string, isExact: boolean): unknown {
  const read = isExact
    ? text.replace(NUMBERS, (found) => (found.startsWith('"') ? found : `"<number ${found}>"`))
    : text
  try {
    return JSON.parse(read) as unknown
  } catch {
    return undefined
  }
}

/** The body as it is recorded: JSON as a value, text as it is, of anything else the digest. */
function readBody(type: string, bytes: Buffer, { text: isText = false, exact }: Request): unknown {
  const text = bytes.toString('utf8')
  if (/^text\/html/i.test(type) && /^\s*<!doctype html/i.test(text)) return '<page>'
  if (isText) return text
  const jsonp = /^application\/javascript/i.test(type) ? /^([^(]*)\(([^]*)\);$/.exec(text) : null
  const json = parse(jsonp ? (jsonp[2] ?? '') : text, exact === true)
  if (json !== undefined) return jsonp ? { callback: jsonp[1], json } : json
  if (/text|xml|json|csv|javascript/.test(type)) return text
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = headers.get(name)
    if (value)
      kept[name] =
        name === 'allow'
          ? value
              .split(/\s*,\s*/)
              .sort()
              .join(', ')
          : value
  }
  return kept
}

/** Sends a request of a recorded case. */
export async function send(
  url: string,
  request: Request,
  tokens: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { as = 'sysadmin', method, headers: given = {}, action, query } = request
  const token = as === 'anon' ? undefined : tokens[as]
  const { body, isJson } = payload(request)
  const headers: Record<string, string> = { ...given }
  if (token !== undefined && !('Authorization' in headers)) headers['Authorization'] = token
  if (isJson) headers['Content-Type'] ??= 'application/json'
  const usual = request.form || (action !== undefined && !query) ? 'POST' : 'GET'
  const answer = await fetch(url + target(request), {
    method: method ?? usual,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  })
  const type = answer.headers.get('content-type') ?? ''
  const kept = keptHeaders(answer.headers)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    type,
    ...(Object.keys(kept).length > 0 ? { headers: kept } : {}),
    body: readBody(type, bytes, request),
  }
}
