import { isSysadmin } from '../../kernel/context.ts'
import type { Field, Rule, RuleEntry } from '../rule.ts'

const isAbsent = (value: unknown): boolean => value === undefined || value === null
const isEmpty = (value: unknown): boolean =>
  isAbsent(value) || value === '' || (Array.isArray(value) && value.length === 0)
/** Python's truth: empty texts, lists and objects, 0 and false are false. */
export const isFalsy = (value: unknown): boolean =>
  isEmpty(value) ||
  value === false ||
  value === 0 ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

const notExpected = (field: Field): void => {
  field.errors.push(`The input field ${field.key} was not expected.`)
}

const refuseUnlessEmpty: Rule = (field) => {
  if (!isFalsy(field.value)) notExpected(field)
  return undefined
}

/** Rules about whether a value is there at all (CKAN: navl validators). */
export const presenceRules: Readonly<Record<string, RuleEntry>> = {
  not_empty: (field) => {
    if (!isFalsy(field.value) || field.value === 0 || field.value === false) return undefined
    field.errors.push('Missing value')
    return 'stop'
  },
  not_missing: (field) => {
    if (field.value !== undefined) return undefined
    field.errors.push('Missing value')
    return 'stop'
  },
  ignore_missing: (field) => (isAbsent(field.value) ? 'drop' : undefined),
  ignore_empty: (field) => (isFalsy(field.value) ? 'drop' : undefined),
  ignore: () => 'drop',
  /** Absent stays absent; null is a value that the next rules see. */
  keep_if_absent: (field) => (field.value === undefined ? 'drop' : undefined),
  /** null is an answer of its own; no further rule sees it. */
  keep_null: (field) => (field.value === null ? 'stop' : undefined),
  /** Fields that only the operator at the terminal may give (`load` keeps the times of a dump). */
  ignore_not_operator: (_field, { context }) => (context.operator === true ? undefined : 'drop'),
  empty: refuseUnlessEmpty,
  empty_if_not_sysadmin: (field, scope) => {
    if (isSysadmin(scope.context)) return undefined
    const result = refuseUnlessEmpty(field, scope)
    // What nobody expected is not looked at any closer.
    return field.errors.length > 0 ? 'stop' : result
  },
  ignore_not_sysadmin: (_field, { context }) => (isSysadmin(context) ? undefined : 'drop'),
  /** Stops quietly when an earlier rule of the field complained. */
  stop_on_error: (field) => (field.errors.length > 0 ? 'stop' : undefined),
  default: {
    make: (argument) => {
      const value: unknown = /^(true|false|-?\d+|".*"|\[.*\])$/.test(argument)
        ? JSON.parse(argument)
        : argument
      return (field) => {
        if (isEmpty(field.value)) field.value = value
        return undefined
      }
    },
  },
  if_empty_same_as: {
    make: (other) => (field) => {
      if (isFalsy(field.value)) field.value = field.siblings[other]
      return undefined
    },
  },
}
