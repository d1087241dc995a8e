/** CKAN's rules for what repairs make (spec: action API 5.2, 5.6). */

const NAME = /^[a-z0-9_-]{2,100}$/
const RESERVED = new Set(['new', 'edit', 'search'])
const TAG = /^[\p{L}\p{N}_ .-]*$/u
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i

export const isName = (text: string): boolean => NAME.test(text) && !RESERVED.has(text)

export function isTagName(text: string): boolean {
  const { length } = Array.from(text)
  return length >= 2 && length <= 100 && TAG.test(text)
}

export const isEmail = (text: string): boolean => EMAIL.test(text)
