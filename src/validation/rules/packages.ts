import { isUuid } from '../../core/ids.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { canCreateDatasetIn } from '../../auth/roles.ts'
import { canEditPackage } from '../../auth/packages.ts'
import type { PackageRow } from '../../store/rows.ts'
import type { Rule, RuleEntry } from '../rule.ts'
import { isFalsy } from './presence.ts'
import { textOf } from './texts.ts'

/** Keys of CKAN's dataset schema: an extra may not be called so. */
const SCHEMA_FIELDS = new Set(
  `id name title author author_email maintainer maintainer_email license_id notes url version state type owner_org
  private __extras __junk __before plugin_data tag_string tags resources extras save return_to relationships_as_object
  relationships_as_subject groups`.split(/\s+/),
)

const asPackage = (subject: unknown): PackageRow | undefined => subject as PackageRow | undefined

const chosenId: Rule = async (field, { context, subject }) => {
  if (field.value === undefined || field.value === null) return 'drop'
  if (!isSysadmin(context)) {
    if (!isFalsy(field.value)) field.errors.push('The input field id was not expected.')
    return isFalsy(field.value) ? 'drop' : undefined
  }
  const id = textOf(field.value)
  if (!isUuid(id)) field.errors.push('Invalid id provided')
  else if (asPackage(subject)?.id !== id && (await context.store.packages.find(id))?.id === id) {
    field.errors.push('Dataset id already exists')
  }
  return undefined
}

const packageName: Rule = async (field, { context, subject }) => {
  if (typeof field.value !== 'string') return undefined
  const name = field.value
  const holder = await context.store.packages.find(name)
  const taken = holder?.name === name && holder.state !== 'deleted' && holder.id !== asPackage(subject)?.id
  if (taken) field.errors.push('That URL is already in use.')
  const length = [...name].length
  if (length < 2) field.errors.push(`Name "${name}" length is less than minimum 2`)
  if (length > 100) field.errors.push(`Name "${name}" length is more than maximum 100`)
  return undefined
}

const ownerOrg: Rule = async (field, { context, subject }) => {
  const stored = asPackage(subject)
  if (isFalsy(field.value)) {
    if (context.config['ckan.auth.create_unowned_dataset']) {
      field.value = null
      return 'stop'
    }
    field.errors.push('An organization must be provided')
    return 'stop'
  }
  const organization = await context.store.groups.find(textOf(field.value))
  if (!organization) {
    field.errors.push('Organization does not exist')
    return 'stop'
  }
  // CKAN takes the organization for the same one only when it is given by its id.
  const isSame = stored?.owner_org === field.value
  field.value = organization.id
  if (isSysadmin(context) || isSame) return undefined
  const collaborates = stored && !(await canEditPackage(context, stored, { asCollaborator: false }))
  if (collaborates && !context.config['ckan.auth.allow_collaborators_to_change_owner_org']) {
    field.errors.push('You cannot move this dataset to another organization')
    return undefined
  }
  if (!(await canCreateDatasetIn(context, organization))) {
    field.errors.push('You cannot add a dataset to this organization')
  }
  return undefined
}

const privateNeedsOrganization: Rule = (field, { subject }) => {
  if (field.value !== true) return undefined
  // On update CKAN asks the stored organization, which is still there when the new one was refused.
  if (subject !== undefined && Object.hasOwn(field.siblingErrors, 'owner_org')) return undefined
  const { owner_org: given } = field.siblings
  const owner = given === undefined ? asPackage(subject)?.owner_org : given
  if (isFalsy(owner)) field.errors.push("Datasets with no organization can't be private.")
  return undefined
}

const duplicateExtras: Rule = (field) => {
  const { extras } = field.siblings
  if (!Array.isArray(extras)) return undefined
  const keys = (extras as readonly { key?: unknown; deleted?: unknown }[])
    .filter((extra) => isFalsy(extra.deleted))
    .map((extra) => extra.key)
  const twice = keys.find((key, index) => key !== undefined && keys.indexOf(key) !== index)
  if (twice !== undefined) field.siblingErrors['extras_validation'] = [`Duplicate key "${textOf(twice)}"`]
  return undefined
}

const stateOfEditors: Rule = async (_field, { context, subject }) => {
  if (isSysadmin(context)) return undefined
  const stored = asPackage(subject)
  return stored && (await canEditPackage(context, stored)) ? undefined : 'drop'
}

export const packageRules: Readonly<Record<string, RuleEntry>> = {
  package_id_does_not_exist: chosenId,
  package_name_validator: packageName,
  owner_org_validator: ownerOrg,
  datasets_with_no_organization_cannot_be_private: privateNeedsOrganization,
  duplicate_extras_key: duplicateExtras,
  ignore_not_package_admin: stateOfEditors,
  extra_key_not_in_root_schema: (field) => {
    if (SCHEMA_FIELDS.has(textOf(field.value)))
      field.errors.push('There is a schema field with the same name')
    return undefined
  },
  uuid_validator: (field) => {
    if (!isUuid(textOf(field.value))) field.errors.push('Invalid id provided')
    return undefined
  },
}
