import { parse } from 'node:querystring'

/** Fields of a form or query string: one value is a text, several are a list. Its prototype is null. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/**
 * Reads a query string or a body of type application/x-www-form-urlencoded as CKAN's server does: leniently (broken
 * escapes stay as they are, broken UTF-8 becomes U+FFFD), `;` separates nothing, a key without `=` has an empty value.
 */
export function parseForm(text: string): FormFields {
  if (text === '') return Object.create(null) as FormFields
  return parse(text, '&', '=', { maxKeys: 0 }) as FormFields
}
