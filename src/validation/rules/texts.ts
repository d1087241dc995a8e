import { toJson } from '../../core/json.ts'
import { Upload } from '../../core/upload.ts'
import type { Field, RuleEntry } from '../rule.ts'
import { isFalsy } from './presence.ts'

/** Text as CKAN makes it of any JSON value: numbers and booleans as JSON, lists and objects with sorted keys. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value instanceof Upload ? value.filename : toJson(value, { sortKeys: true })
}

const NAME = /^[a-z0-9_-]*$/
const RESERVED_NAMES = new Set(['new', 'edit', 'search'])

/** The first sentence that CKAN has against a name of a dataset, group or user. */
export function nameError(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'Names must be strings'
  if (RESERVED_NAMES.has(value)) return 'That name cannot be used'
  const length = [...value].length
  if (length < 2) return 'Must be at least 2 characters long'
  if (length > 100) return 'Name must be a maximum of 100 characters long'
  if (!NAME.test(value))
    return 'Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_'
  return undefined
}

// HTML's pattern for e-mail addresses, with the dots of the local part where they may stand.
const EMAIL =
  /^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*\.?@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

const isEmail = (text: string): boolean => text.length <= 1000 && EMAIL.test(text)

const error = (field: Field, message: string | undefined): undefined => {
  if (message !== undefined) field.errors.push(message)
  return undefined
}

/** CKAN's asbool for stored flags: only these words are true, every other text is false. */
const TRUE_WORDS = new Set(['true', 'yes', 't', 'y', '1'])

const BOOLEAN_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  t: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  n: false,
  f: false,
  '0': false,
}

/** A flag of a query as CKAN's strict parser reads it: only texts can be wrong; undefined: this one is. */
export const queryFlag = (value: unknown): boolean | undefined =>
  typeof value === 'string' ? BOOLEAN_WORDS[value.trim().toLowerCase()] : !isFalsy(value)

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+/i.test(text) && URL.canParse(text)

export const textRules: Readonly<Record<string, RuleEntry>> = {
  unicode_safe: (field) => {
    field.value = textOf(field.value)
    return undefined
  },
  strip_value: (field) => {
    if (typeof field.value === 'string') field.value = field.value.trim()
    return undefined
  },
  remove_whitespace: (field) => {
    if (typeof field.value === 'string') field.value = field.value.trim()
    return undefined
  },
  url_validator: (field) => {
    if (field.value === undefined || field.value === null || field.value === '') return undefined
    error(field, isWebAddress(textOf(field.value)) ? undefined : 'Please provide a valid URL')
  },
  name_validator: (field) => {
    error(field, nameError(field.value))
  },
  email_validator: (field) => {
    if (field.value === undefined || field.value === null || field.value === '') return undefined
    const text = textOf(field.value)
    error(field, isEmail(text) ? undefined : `Email ${text} is not a valid format`)
  },
  boolean_validator: (field) => {
    const { value } = field
    if (typeof value === 'string') field.value = TRUE_WORDS.has(value.trim().toLowerCase())
    else field.value = value === true || value === 1
    return undefined
  },
  /** A flag of a query; absent it is the argument, null is false. An unknown word is a 500 in CKAN, here a 409. */
  flag: {
    make: (argument) => (field) => {
      if (field.value === undefined) {
        field.value = argument === 'true'
        return undefined
      }
      const flag = queryFlag(field.value)
      if (flag === undefined) field.errors.push('Parameter is not an bool')
      else field.value = flag
      return undefined
    },
  },
  json_object: (field) => {
    let { value } = field
    if (typeof value === 'string') {
      try {
        value = JSON.parse(value)
      } catch {
        value = undefined
      }
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) field.value = value
    else field.errors.push('The value should be a valid JSON object')
    return undefined
  },
  max_length: {
    make: (argument) => {
      const most = Number(argument)
      return (field) => {
        error(
          field,
          [...textOf(field.value)].length > most
            ? `${field.key === 'version' ? 'Version' : 'Name'} must be a maximum of ${argument} characters long`
            : undefined,
        )
      }
    },
  },
}
