import { toJson } from '../../core/json.ts'
import { pythonJsonError } from '../../core/python-json-error.ts'
import type { SchemeField } from '../../scheming/scheming.ts'
import { pythonRepr, pythonType } from '../python.ts'
import type { Rule } from '../rule.ts'
import { dateTime, dateTimeWithZone, inputParts } from './scheming-dates.ts'
import { isFalsy, presenceRules } from './presence.ts'

const plain = (name: string): Rule => {
  const rule = presenceRules[name]
  if (typeof rule !== 'function') throw new Error(`No rule ${name}`)
  return rule
}
const notEmpty = plain('not_empty')
const ignoreMissing = plain('ignore_missing')

const isRequired = ({ required }: SchemeField): boolean => Boolean(required)

const choicesOf = ({ choices = [] }: SchemeField): readonly unknown[] => choices.map(({ value }) => value)

/** One of the choices. */
const choice =
  (field: SchemeField): Rule =>
  (given) => {
    const values = choicesOf(field)
    if (!isFalsy(given.value) && !values.includes(given.value))
      given.errors.push(`Value must be one of ${pythonRepr(values)}`)
    return undefined
  }

/** Some of the choices, kept as JSON in the order of the choices. */
const multipleChoice =
  (field: SchemeField): Rule =>
  (given) => {
    if (given.errors.length > 0) return undefined
    const { value = [] } = given
    const list: unknown = typeof value === 'string' ? [value] : value
    if (!Array.isArray(list)) {
      given.errors.push('expecting list of strings')
      return undefined
    }
    const values = choicesOf(field)
    for (const element of list as readonly unknown[]) {
      if (!values.includes(element)) given.errors.push(`unexpected choice "${textOfChoice(element)}"`)
    }
    if (given.errors.length > 0) return undefined
    if (isRequired(field) && list.length === 0) given.errors.push('Select at least one')
    given.value = toJson(values.filter((one) => list.includes(one)))
    return undefined
  }

const textOfChoice = (value: unknown): string => (typeof value === 'string' ? value : pythonRepr(value))

/** Texts, kept as JSON; one text counts as a list of itself, empty ones are left out. */
const multipleText =
  (field: SchemeField): Rule =>
  (given) => {
    if (given.errors.length > 0) return undefined
    const { value = [] } = given
    const list: unknown = typeof value === 'string' ? [value] : value
    if (!Array.isArray(list)) {
      given.errors.push('expecting list of strings')
      return 'stop'
    }
    const texts = (list as readonly unknown[]).filter((element) => element !== '' && element !== null)
    for (const element of texts) {
      if (typeof element !== 'string')
        given.errors.push(`invalid type for repeating text: ${pythonRepr(element)}`)
    }
    if (given.errors.length > 0) return 'stop'
    if (texts.length === 0 && isRequired(field)) {
      given.errors.push('Missing value')
      return 'stop'
    }
    given.value = toJson(texts)
    return undefined
  }

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON object, or the text of one; kept as text. */
const jsonObject: Rule = (given) => {
  const { value } = given
  if (isFalsy(value)) {
    given.value = null
    return undefined
  }
  if (isObject(value)) {
    given.value = toJson(value)
    return undefined
  }
  if (typeof value !== 'string') {
    given.errors.push(`Unsupported type for JSON field: ${pythonType(value)}`)
    return undefined
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    given.errors.push(`Invalid JSON string: ${pythonJsonError(value)}`)
    return undefined
  }
  if (!isObject(parsed)) given.errors.push(`Unsupported value for JSON field: ${value}`)
  return undefined
}

/** A time, in one text or in the parts `<field>_date`, `<field>_time` and `<field>_tz` of a form. */
const time =
  (field: SchemeField, read: (text: string) => string | undefined, isUtc: boolean): Rule =>
  (given, scope) => {
    const { value } = given
    if (value === undefined || value === null || value === '') {
      const parts = inputParts(given, isUtc, isRequired(field))
      if (parts === 'none' && isRequired(field)) return notEmpty(given, scope)
      given.value = parts === 'none' ? null : (parts ?? null)
      return undefined
    }
    const text = typeof value === 'string' ? read(value) : undefined
    if (text === undefined) given.errors.push('Date format incorrect')
    else given.value = text
    return undefined
  }

const asDate: Rule = (given) => {
  if (typeof given.value === 'string' && given.errors.length === 0) given.value = given.value.slice(0, 10)
  return undefined
}

const isoDate: Rule = (given) => {
  if (given.value === '') {
    given.value = null
    return undefined
  }
  const text = typeof given.value === 'string' ? dateTime(given.value) : undefined
  if (text === undefined) given.errors.push('Date format incorrect')
  else given.value = text
  return undefined
}

const unchanged: Rule = () => undefined

const rules: Readonly<Record<string, (field: SchemeField) => Rule>> = {
  scheming_required: (field) => (isRequired(field) ? notEmpty : ignoreMissing),
  scheming_choices: choice,
  scheming_multiple_choice: multipleChoice,
  scheming_multiple_text: multipleText,
  repeating_text: multipleText,
  scheming_valid_json_object: () => jsonObject,
  scheming_isodatetime: (field) => time(field, dateTime, false),
  scheming_isodatetime_tz: (field) => time(field, dateTimeWithZone, true),
  /** Days are taken as they were written, not moved to another zone. */
  isodate: () => isoDate,
  convert_to_json_if_date: () => asDate,
  convert_to_json_if_datetime: () => unchanged,
  /** Fields that are none of CKAN's are kept as extras anyway. */
  convert_to_extras: () => unchanged,
}

/** The rule of ckanext-scheming that has this name, made for a field; undefined: it has none of this name. */
export const schemingRule = (name: string, field: SchemeField): Rule | undefined =>
  Object.hasOwn(rules, name) ? rules[name]?.(field) : undefined
