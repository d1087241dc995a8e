import type { OptionSchema } from './option-schema.ts'

const YES = new Set(['true', 'yes', 'on', 'y', 't', '1'])
const NO = new Set(['false', 'no', 'off', 'n', 'f', '0'])

export type OptionValue = string | boolean | number | readonly string[]

function readBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (YES.has(word)) return true
  return NO.has(word) ? false : undefined
}

/** The text of an option as the type that it has: CKAN's words for yes and no, lists separated by blanks; undefined: not readable. */
export function readValue(text: string, { type }: OptionSchema): OptionValue | undefined {
  const trimmed = text.trim()
  switch (type) {
    case 'boolean':
      return readBoolean(trimmed)
    case 'integer':
      return /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : undefined
    case 'array':
      return trimmed === '' ? [] : trimmed.split(/\s+/)
    default:
      return trimmed
  }
}
