import type { ActivityType } from '../../store/activity-types.ts'
import { activityTypes } from '../../store/activity-types.ts'
import { pythonRepr } from '../python.ts'
import type { Rule, RuleEntry } from '../rule.ts'
import { integerOf } from './numbers.ts'

/** CKAN's 0 stands for no limit; here it is this many, so that no call can ask for everything that ever happened. */
const MOST_ACTIVITIES = 1000

/** How many activities a list answers: by default and at most what the options say. */
const activityLimit: Rule = (field, { context: { config } }) => {
  const { value } = field
  if (value === undefined || value === null || value === '') {
    field.value = config['ckan.activity_list_limit']
  } else {
    const limit = integerOf(value)
    if (limit === undefined) {
      field.errors.push('Invalid integer')
      if (typeof value === 'string') field.errors.push('Please enter an integer value')
      return 'stop'
    }
    if (limit < 0) field.errors.push('Must be a natural number')
    field.value = Math.min(limit, config['ckan.activity_list_limit_max'])
  }
  if (field.value === 0) field.value = MOST_ACTIVITIES
  return undefined
}

// Python's float(): outer blanks, a sign, single underscores between digits.
const FLOAT = /^\s*[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?\s*$/i
/** The first second of the year 1 and that of the year 10000: Python has no other dates. */
const [EARLIEST, LATEST] = [-62_135_596_800, 253_402_300_800]

function secondsOf(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' && FLOAT.test(value)) return Number(value.replaceAll('_', ''))
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN
}

/** Seconds since 1970, as a number or text; becomes microseconds. */
const floatTimestamp: Rule = (field) => {
  const seconds = secondsOf(field.value)
  if (seconds >= EARLIEST && seconds < LATEST) field.value = Math.round(seconds * 1_000_000)
  else field.errors.push('Must be a float timestamp')
  return undefined
}

const isActivityType = (value: unknown): value is ActivityType => activityTypes.some((type) => type === value)

const activityTypeExists: Rule = (field) => {
  if (!isActivityType(field.value)) field.errors.push('Not found: Activity type')
  return undefined
}

/** The object of an activity: its id, not its name, as the type asks for. */
const objectIdExists: Rule = async (field, { context }) => {
  const { activity_type: type } = field.siblings
  if (type === undefined) {
    field.errors.push('Missing value')
    return undefined
  }
  if (!isActivityType(type)) {
    const shown = typeof type === 'string' ? type : pythonRepr(type ?? null)
    field.errors.push(`There is no object_id validator for activity type "${shown}"`)
    return undefined
  }
  const { users, groups, packages } = context.store
  const [table, name] = type.endsWith('user')
    ? ([users, 'User'] as const)
    : type.endsWith('group') || type.endsWith('organization')
      ? ([groups, 'Group'] as const)
      : ([packages, 'Dataset'] as const)
  const found = typeof field.value === 'string' ? await table.find(field.value) : undefined
  if (found?.id !== field.value) field.errors.push(`Not found: ${name}`)
  return undefined
}

/** A user's id or name; becomes the id. */
const userOfActivity: Rule = async (field, { context }) => {
  const user = typeof field.value === 'string' ? await context.store.users.find(field.value) : undefined
  if (user) field.value = user.id
  else field.errors.push('Not found: User')
  return undefined
}

export const activityRules: Readonly<Record<string, RuleEntry>> = {
  activity_limit: activityLimit,
  datetime_from_timestamp_validator: floatTimestamp,
  activity_type_exists: activityTypeExists,
  object_id_validator: objectIdExists,
  convert_user_name_or_id_to_id: userOfActivity,
  /** Of two fields only one may be given. */
  not_together_with: {
    make: (other) => (field) => {
      const value = field.siblings[other]
      if (value !== undefined && value !== null) {
        field.errors.push(`Cannot be used together with \`${other}`)
      }
      return undefined
    },
  },
}
