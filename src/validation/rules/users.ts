import { NewPassword } from '../../core/new-password.ts'
import { isUuid } from '../../core/ids.ts'
import { isSysadmin } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'
import type { Rule, RuleEntry } from '../rule.ts'
import { isFalsy } from './presence.ts'
import { textOf } from './texts.ts'

const SHORTEST_PASSWORD = 8
const LONGEST_PASSWORD = 4096

const asUser = (subject: unknown): UserRow | undefined => subject as UserRow | undefined

/** CKAN's sentence against a password; undefined: it will do. */
export function passwordError(password: string): string | undefined {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return 'Your password must be 8 characters or longer'
  if (length > LONGEST_PASSWORD) return 'Your password must be 4096 characters or shorter'
  return undefined
}

const password: Rule = (field) => {
  if (field.value === undefined || field.value === '') return undefined
  const text = field.value instanceof NewPassword ? field.value.text : field.value
  const error = typeof text === 'string' ? passwordError(text) : 'Passwords must be strings'
  if (error !== undefined) field.errors.push(error)
  return undefined
}

const passwordNotEmpty: Rule = (field, { context }) => {
  const hasHash = isSysadmin(context) && !isFalsy(field.siblings['password_hash'])
  if (isFalsy(field.value) && !hasHash) field.errors.push('Missing value')
  return undefined
}

/** A name belongs to one user for good; only sysadmins rename, and who was invited may choose. */
const userName: Rule = async (field, { context, subject }) => {
  if (typeof field.value !== 'string') {
    field.errors.push('User names must be strings')
    return undefined
  }
  const user = asUser(subject)
  const holder = await context.store.users.find(field.value)
  if (holder) {
    if (holder.id !== user?.id) field.errors.push('That login name is not available.')
  } else if (user && user.state !== 'pending' && !isSysadmin(context)) {
    field.errors.push('That login name can not be modified.')
  }
  return undefined
}

/** A sysadmin may choose a UUID. One that is taken is silently replaced by a new one (CKAN). */
const chosenUserId: Rule = async (field, { context }) => {
  if (field.value === undefined || field.value === null || !isSysadmin(context)) return 'drop'
  const id = textOf(field.value)
  if (!isUuid(id)) {
    field.errors.push('Invalid id provided')
    return undefined
  }
  return (await context.store.users.find(id)) ? 'drop' : undefined
}

export const userRules: Readonly<Record<string, RuleEntry>> = {
  user_name_validator: userName,
  user_password_validator: password,
  user_password_not_empty: passwordNotEmpty,
  user_id_validator: chosenUserId,
  user_about_validator: (field) => {
    if (/https?:\/\//.test(textOf(field.value))) {
      field.errors.push('Edit not allowed as it looks like spam. Please avoid links in your description.')
    }
    return undefined
  },
  /** No two active users have the same address, in any case. */
  email_is_unique: async (field, { context, subject }) => {
    const address = textOf(field.value)
    const holders = await context.store.users.withEmail(address)
    // Whoever has the name that is given is taken for the same user (CKAN): the name says that it is taken.
    const { name } = field.siblings
    if (holders.some((holder) => holder.id !== asUser(subject)?.id && holder.name !== name)) {
      field.errors.push(`The email address '${address}' belongs to a registered user.`)
    }
    return undefined
  },
}
