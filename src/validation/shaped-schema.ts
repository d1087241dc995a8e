import { ConfigError } from '../config/config-error.ts'
import { ValidationError } from '../core/errors.ts'
import { DATASET_FIELDS, GROUP_FIELDS } from '../scheming/core-fields.ts'
import type { Scheme, SchemeField, Scheming } from '../scheming/scheming.ts'
import type { CompiledField, CompiledObject } from './compile.ts'
import { pythonRepr, Tuple } from './python.ts'
import { callArguments } from './python-literal.ts'
import type { Rule } from './rule.ts'
import { ruleNamed } from './rules.ts'
import { isFalsy } from './rules/presence.ts'
import { schemingRule } from './rules/scheming.ts'
import { textOf } from './rules/texts.ts'

/** A patch keeps CKAN's own rules for CKAN's own fields: they may be left out. */
type Change = 'create' | 'update' | 'patch'

/** Names with calls keep their parentheses, in which blanks may stand. */
const NAMES = /[^\s(]+(?:\([^)]*\))?/g

function ruleOf(text: string, field: SchemeField): Rule {
  const [, name = text, given] = /^(\w+)\((.*)\)$/s.exec(text) ?? []
  const own = schemingRule(name, field)
  if (own) return own
  const values = given === undefined ? [] : callArguments(given)
  if (name === 'one_of' || name === 'OneOf') return oneOf(values.flat())
  if (name === 'unicode') return ruleNamed('unicode_safe')
  if (name === 'package_version_validator') return ruleNamed('max_length(100)')
  const argument = values
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(',')
  try {
    return ruleNamed(given === undefined ? name : `${name}(${argument})`)
  } catch (error) {
    throw new ConfigError(
      `The field ${field.field_name} of scheming has the validator ${text}, which is not known here.`,
      { cause: error },
    )
  }
}

const oneOf =
  (values: readonly unknown[]): Rule =>
  (field) => {
    if (!isFalsy(field.value) && !values.includes(field.value))
      field.errors.push(`Value must be one of ${pythonRepr(values)}`)
    return undefined
  }

/** CKAN takes lists of objects apart before the rules run, finds nothing under the name, and refuses what was in them. */
const withoutObjects: Rule = (field) => {
  const { value } = field
  if (!Array.isArray(value) || typeof value[0] !== 'object' || value[0] === null || Array.isArray(value[0])) {
    return undefined
  }
  if (field.siblings === field.root) {
    const paths = (value as readonly object[]).flatMap((item, index) =>
      Object.keys(item).map((key) => new Tuple([field.key, index, key])),
    )
    field.siblingErrors['__junk'] = [`The input field ${pythonRepr(paths)} was not expected.`]
  }
  field.value = undefined
  return undefined
}

const rulesOf = (text: string, field: SchemeField): readonly Rule[] =>
  (text.match(NAMES) ?? []).map((name) => ruleOf(name, field))

function fieldRules(field: SchemeField, change: Change): readonly Rule[] {
  const given = change === 'create' ? (field.create_validators ?? field.validators) : field.validators
  if (given !== undefined) return rulesOf(given, field)
  return rulesOf(isFalsy(field.required) ? 'ignore_missing' : 'not_empty', field)
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1)

const dropped: Rule = () => 'drop'

/** What a form may send instead of a time: its parts, which the time's rule reads before they are dropped. */
const partsOf = ({ field_name: name, validators = '' }: SchemeField): readonly CompiledField[] =>
  validators.includes('scheming_isodatetime')
    ? ['date', 'time', 'tz'].map((part) => ({ key: `${name}_${part}`, rules: [dropped] }))
    : []

const empty: CompiledObject = {
  before: [],
  fields: [],
  lists: [],
  known: new Set(),
  scalars: new Set(),
  after: [],
  hasRules: true,
  unknown: 'drop',
  refuseJunk: false,
}

/** An object's schema with the fields of a site in place of those of the same names, or beside the others. */
function withFields(base: CompiledObject, fields: readonly SchemeField[], change: Change): CompiledObject {
  const taken = new Set(base.lists.map(({ key }) => key))
  const added = fields.filter((field) => !taken.has(field.field_name))
  const composite = added.filter((field) => field.repeating_subfields !== undefined)
  const simple = added.filter((field) => field.repeating_subfields === undefined)
  const names = new Set(added.map((field) => field.field_name))
  const parts = simple.flatMap(partsOf)
  return {
    ...base,
    fields: [
      ...base.fields.filter(({ key }) => !names.has(key)),
      ...simple.map((field) => ({
        key: field.field_name,
        rules: [withoutObjects, ...fieldRules(field, change)],
      })),
      ...parts,
    ].sort(byKey),
    lists: [
      ...base.lists,
      ...composite.map((field) => ({
        key: field.field_name,
        item: withFields({ ...empty, refuseJunk: base.refuseJunk }, field.repeating_subfields ?? [], change),
      })),
    ].sort(byKey),
    known: new Set([...base.known, ...names, ...parts.map(({ key }) => key)]),
    scalars: new Set([...base.scalars].filter((key) => !names.has(key))),
    hasRules: true,
  }
}

const inList = (base: CompiledObject, key: string, change: (item: CompiledObject) => CompiledObject) => ({
  ...base,
  lists: base.lists.map((list) => (list.key === key ? { key, item: change(list.item) } : list)),
})

/** Extras may not be called like a field of the site. */
function refusingKeys(item: CompiledObject, names: ReadonlySet<string>): CompiledObject {
  const refuse: Rule = (field) => {
    if (names.has(textOf(field.value))) field.errors.push('There is a schema field with the same name')
    return undefined
  }
  return {
    ...item,
    fields: item.fields.map((field) =>
      field.key === 'key' ? { key: 'key', rules: [...field.rules, refuse] } : field,
    ),
  }
}

function shape(
  base: CompiledObject,
  scheme: Scheme,
  change: Change,
  core: ReadonlySet<string>,
): CompiledObject {
  const own = new Set(scheme.fields.map((field) => field.field_name).filter((name) => !core.has(name)))
  const fields =
    change === 'patch' ? scheme.fields.filter((field) => own.has(field.field_name)) : scheme.fields
  const whole = withFields(base, fields, change)
  const withResources = inList(whole, 'resources', (item) => withFields(item, scheme.resourceFields, change))
  const object: SchemeField = { field_name: '__before' }
  return {
    ...inList(withResources, 'extras', (item) => refusingKeys(item, own)),
    ...(scheme.before !== undefined && { before: rulesOf(scheme.before, object) }),
    ...(scheme.after !== undefined && { after: rulesOf(scheme.after, object) }),
  }
}

/** Which actions write what: the others have no fields of a site. */
const WRITES: Readonly<Record<string, readonly ['datasets' | 'organizations' | 'groups', Change, string]>> = {
  package_create: ['datasets', 'create', 'dataset'],
  package_update: ['datasets', 'update', 'dataset'],
  organization_create: ['organizations', 'create', 'organization'],
  organization_update: ['organizations', 'update', 'organization'],
  organization_patch: ['organizations', 'patch', 'organization'],
  group_create: ['groups', 'create', 'group'],
  group_update: ['groups', 'update', 'group'],
  group_patch: ['groups', 'patch', 'group'],
}

const kept = new WeakMap<Scheme, Map<string, CompiledObject>>()

/** The scheme that an action's parameters follow; undefined: CKAN's own fields alone. */
function schemeOf(
  scheming: Scheming,
  action: string,
  type: unknown,
): { readonly scheme: Scheme; readonly change: Change } | undefined {
  const [kind, change, plain] = WRITES[action] ?? []
  if (kind === undefined || change === undefined) return undefined
  const name = typeof type === 'string' && type !== '' ? type : (plain ?? '')
  const scheme = scheming[kind].get(name)
  if (scheme) return { scheme, change }
  if (kind === 'datasets' && scheming.refusesOtherDatasets) {
    throw new ValidationError({ type: [`Unsupported dataset type: ${name}`] })
  }
  return undefined
}

/**
 * The rules of an action with the fields that the site declares for a type of datasets, organizations or groups.
 *
 * @param type of what is written; absent: CKAN's default
 * @throws ValidationError for a type that the site does not take
 * @throws ConfigError for a validator that is not known
 */
export function shapedSchema(
  base: CompiledObject,
  scheming: Scheming,
  action: string,
  type: unknown,
): CompiledObject {
  const found = schemeOf(scheming, action, type)
  if (!found) return base
  const { scheme, change } = found
  const byAction = kept.get(scheme) ?? new Map<string, CompiledObject>()
  kept.set(scheme, byAction)
  const known = byAction.get(action)
  if (known) return known
  const made = shape(base, scheme, change, WRITES[action]?.[0] === 'datasets' ? DATASET_FIELDS : GROUP_FIELDS)
  byAction.set(action, made)
  return made
}
