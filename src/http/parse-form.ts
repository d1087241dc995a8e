import { isUtf8 } from 'node:buffer'
import { parse } from 'node:querystring'

/** Fields of a form or query string: one value is a text, several are a list. Its prototype is null. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** A run of escaped bytes that is no UTF-8 as a whole: the bytes that are none stay escaped. */
function decodeBroken(escapes: string): string {
  const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex')
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((size) => isUtf8(bytes.subarray(at, at + size)))
    text +=
      length === undefined
        ? escapes.slice(at * 3, at * 3 + 3).toUpperCase()
        : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return text
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, decodeBroken)
  }
}

/**
 * Reads a query string or a body of type application/x-www-form-urlencoded as CKAN's server does: leniently (broken
 * escapes and bytes that are no UTF-8 stay as they are), `;` separates nothing, a key without `=` has an empty value.
 */
export function parseForm(text: string): FormFields {
  if (text === '') return Object.create(null) as FormFields
  return parse(text, '&', '=', { maxKeys: 0, decodeURIComponent: decode }) as FormFields
}
