import { isSysadmin } from '../../kernel/context.ts'
import { pythonRepr, Tuple } from '../python.ts'
import type { Field, RuleEntry } from '../rule.ts'
import { integerOf } from './numbers.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists of objects where lists of texts belong are CKAN's `__junk`. */
function refuseObjects(field: Field, items: readonly unknown[]): void {
  const paths = items.flatMap((item, index) =>
    isObject(item) ? Object.keys(item).map((key) => new Tuple([field.key, index, key])) : [],
  )
  if (paths.length > 0)
    field.siblingErrors['__junk'] = [`The input field ${pythonRepr(paths)} was not expected.`]
}

/** JSON text that is an object, or a list of objects as CKAN 2.12 takes it. */
function filtersOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** Rules of the DataStore's parameters. */
export const datastoreRules: Readonly<Record<string, RuleEntry>> = {
  /** A text with commas, or a list of texts and lists of texts. */
  list_of_strings_or_lists: (field) => {
    const { value } = field
    if (typeof value === 'string') return undefined
    if (!Array.isArray(value)) {
      field.errors.push('Not a list')
      return undefined
    }
    const items = value as readonly unknown[]
    if (isObject(items[0])) {
      refuseObjects(field, items)
      return undefined
    }
    const wrong = items.find((item) => typeof item !== 'string' && !Array.isArray(item))
    if (wrong !== undefined) field.errors.push(`Neither a string nor a list: ${pythonRepr(wrong)}`)
    return undefined
  },
  one_of: {
    make: (argument) => {
      const choices = argument.split(',').map((choice) => choice.trim())
      return (field) => {
        if (!choices.includes(field.value as string))
          field.errors.push(`Value must be one of ${pythonRepr(choices)}`)
        return undefined
      }
    },
  },
  /** Filters of a search: an object, a list of objects, or JSON of one. */
  json_validator: (field) => {
    const value = filtersOf(field.value)
    if (!isObject(value) && !(Array.isArray(value) && value.every(isObject))) {
      field.errors.push('Cannot parse JSON')
      return undefined
    }
    field.value = value
    return undefined
  },
  /** A text, or an object by columns, also as JSON. */
  unicode_or_json_validator: (field) => {
    const { value } = field
    if (isObject(value)) return undefined
    if (typeof value !== 'string') {
      field.value = typeof value === 'number' ? String(value) : pythonRepr(value)
      return undefined
    }
    const read = filtersOf(value)
    if (isObject(read)) field.value = read
    return undefined
  },
  /** An empty text is nothing. */
  ignore_empty_text: (field) => (field.value === '' ? 'drop' : undefined),
  /** Absent is null, and shown so. */
  default_null: (field) => {
    if (field.value !== undefined && field.value !== null) return undefined
    field.value = null
    return 'stop'
  },
  dict_only: (field) => {
    if (!isObject(field.value)) field.errors.push('Must be a dict')
    return undefined
  },
  /** Rows to delete: null is the whole table. */
  dict_or_null: (field) => {
    if (field.value !== undefined && field.value !== null && !isObject(field.value))
      field.errors.push('filters must be either a dict or null.')
    return undefined
  },
  /** A text of Python; a number is none. */
  unicode_only: (field) => {
    if (typeof field.value !== 'string') field.errors.push('Must be a Unicode string value')
    return undefined
  },
  /** How many rows are asked for: the default for nothing. The most is applied by the action. */
  rows_limit: (field, { context }) => {
    const { value } = field
    if (value === undefined || value === null || value === '') {
      field.value = context.config['ckan.datastore.search.rows_default']
      return undefined
    }
    const limit = integerOf(value)
    if (limit === undefined) {
      field.errors.push('Invalid integer')
      if (typeof value === 'string') field.errors.push('Please enter an integer value')
    } else if (limit < 0) field.errors.push('Must be a natural number')
    else field.value = limit
    return undefined
  },
  /** A resource that must exist, unless a new one is to be made, or a sysadmin is not asked for it. */
  resource_or_id: async (field, { context }) => {
    const { resource } = field.siblings
    const isNew = isObject(resource) && Object.keys(resource).length > 0
    if (field.value === undefined || field.value === null) {
      if (isNew) return 'drop'
      if (isSysadmin(context)) field.errors.push('resource_id or resource required')
      else field.siblingErrors['message'] = 'Missing id, can not get Resource object'
      return undefined
    }
    const { value } = field
    const known = typeof value === 'string' ? await context.store.resources.get(value) : undefined
    if (!known) field.errors.push('Not found: Resource')
    return undefined
  },
}
