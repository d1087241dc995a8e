import { isUuid } from '../../core/ids.ts'
import { isSysadmin } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { Rule, Scope, RuleEntry } from '../rule.ts'
import { isFalsy } from './presence.ts'
import { nameError, textOf } from './texts.ts'

/** Keys of CKAN's group schema: an extra may not be called so. */
const SCHEMA_FIELDS = new Set(
  `id name title description image_url image_display_url type users groups packages approval_status created state
  is_organization extras __extras __junk`.split(/\s+/),
)

/** The group of an update; undefined when one is made. */
const storedGroup = ({ subject }: Scope): GroupRow | undefined => subject as GroupRow | undefined

const chosenId: Rule = async (field, { context }) => {
  if (field.value === undefined || field.value === null) return 'drop'
  if (!isSysadmin(context)) {
    if (isFalsy(field.value)) return 'drop'
    field.errors.push('The input field id was not expected.')
    return undefined
  }
  const id = textOf(field.value)
  if (!isUuid(id)) field.errors.push('Invalid id provided')
  else if ((await context.store.groups.find(id))?.id === id) field.errors.push('Id already exists')
  return undefined
}

const uniqueName: Rule = async (field, scope) => {
  const name = textOf(field.value)
  const holder = await scope.context.store.groups.find(name)
  if (holder?.name === name && holder.id !== storedGroup(scope)?.id) {
    field.errors.push('Group name already exists in database')
  }
  return undefined
}

/** CKAN lets any text be the new name of a group; here the rules of new names hold, but for the name that it has. */
const newName: Rule = (field, scope) => {
  const message = field.value === storedGroup(scope)?.name ? undefined : nameError(field.value)
  if (message !== undefined) field.errors.push(message)
  return undefined
}

const noLoop: Rule = async (field, scope) => {
  const { groups, members } = scope.context.store
  const group = storedGroup(scope)
  const parent = group && (await groups.find(textOf(field.value)))
  if (parent && (await members.isBelow(parent.id, group.id))) {
    field.errors.push('This parent would create a loop in the hierarchy')
  }
  return undefined
}

const extraValue: Rule = (field) => {
  const { value } = field
  if (value === null) return undefined
  if (typeof value === 'object') field.errors.push('Must be a text')
  else field.value = textOf(value)
  return undefined
}

export const groupRules: Readonly<Record<string, RuleEntry>> = {
  group_id_does_not_exist: chosenId,
  group_name_validator: uniqueName,
  group_new_name_validator: newName,
  no_loops_in_hierarchy: noLoop,
  group_extra_value: extraValue,
  extra_key_not_in_group_schema: (field) => {
    if (SCHEMA_FIELDS.has(textOf(field.value)))
      field.errors.push('There is a schema field with the same name')
    return undefined
  },
  /** A group of the type of organizations would be neither. */
  group_type_validator: (field) => {
    if (field.value === 'organization') field.errors.push('A group can not be of the type organization')
    return undefined
  },
  package_id_or_name_exists: async (field, { context }) => {
    if (!(await context.store.packages.find(textOf(field.value)))) field.errors.push('Not found: Dataset')
    return undefined
  },
}
