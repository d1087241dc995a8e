import { createHash } from 'node:crypto'
import { ConfigError } from '../config/config-error.ts'
import type { JsonObject } from '../core/json.ts'
import { DATASET_FIELDS, GROUP_FIELDS } from './core-fields.ts'
import { type OutputRule, outputRules } from './output-rules.ts'
import type { KeyAndValue, Scheme, SchemeField, Schemes, Shaped, Shapes } from './scheming.ts'

type Show = (value: unknown) => unknown

function outputRule(name: string, field: SchemeField): OutputRule {
  const rule = Object.hasOwn(outputRules, name) ? outputRules[name] : undefined
  if (rule) return rule
  throw new ConfigError(
    `The field ${field.field_name} has the output_validators ${name}, which is not known here. Known are: ${Object.keys(outputRules).join(', ')}.`,
  )
}

function showOf(field: SchemeField): Show {
  const { repeating_subfields: subfields } = field
  if (subfields) {
    const members = new Map(subfields.map((subfield) => [subfield.field_name, showOf(subfield)]))
    const item = (value: unknown): unknown => (isObject(value) ? shownMembers(value, members) : value)
    return (value) => {
      const list = typeof value === 'string' ? outputRules['scheming_load_json']?.(value) : value
      return Array.isArray(list) ? list.map(item) : list
    }
  }
  const rules = (field.output_validators ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => outputRule(name, field))
  return (value) => rules.reduce((shown, rule) => (shown === undefined ? shown : rule(shown)), value)
}

const none: ReadonlySet<string> = new Set()

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shownMembers(
  object: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, Show>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const show = members.get(key)
      const shown = show ? show(value) : value
      // Null is nothing for what a schema declares.
      return show && (shown === undefined || shown === null) ? [] : [[key, shown]]
    }),
  )
}

const showsOf = (fields: readonly SchemeField[], core: ReadonlySet<string>): ReadonlyMap<string, Show> =>
  new Map(
    fields.filter((field) => !core.has(field.field_name)).map((field) => [field.field_name, showOf(field)]),
  )

function shaped<Extra extends KeyAndValue>(
  shows: ReadonlyMap<string, Show> | undefined,
  extras: readonly Extra[],
): Shaped<Extra> {
  if (!shows) return { fields: {}, extras }
  const fields = extras.flatMap(({ key, value }) => {
    const shown = shows.get(key)?.(value)
    return shown === undefined || shown === null ? [] : [[key, shown] as const]
  })
  return { fields: Object.fromEntries(fields), extras: extras.filter(({ key }) => !shows.has(key)) }
}

interface SchemesByKind {
  readonly datasets: Schemes
  readonly organizations: Schemes
  readonly groups: Schemes
}

/**
 * How the fields of a site's schemas are shown: from the extras in which they are kept.
 *
 * @throws ConfigError for output_validators that are not known
 */
export function createShapes(scheming: SchemesByKind): Shapes {
  const byType = (
    schemes: Schemes,
    fieldsOf: (scheme: Scheme) => readonly SchemeField[],
    core: ReadonlySet<string>,
  ): ReadonlyMap<string, ReadonlyMap<string, Show>> =>
    new Map([...schemes].map(([type, scheme]) => [type, showsOf(fieldsOf(scheme), core)]))
  const datasets = byType(scheming.datasets, (scheme) => scheme.fields, DATASET_FIELDS)
  const resources = byType(scheming.datasets, (scheme) => scheme.resourceFields, new Set())
  const organizations = byType(scheming.organizations, (scheme) => scheme.fields, GROUP_FIELDS)
  const groups = byType(scheming.groups, (scheme) => scheme.fields, GROUP_FIELDS)
  const hidden = new Map(
    [...scheming.datasets].map(([type, { fields }]) => [
      type,
      new Set(fields.map((field) => field.field_name).filter((name) => DATASET_FIELDS.has(name))),
    ]),
  )
  const declared = [...scheming.datasets].map(([type, { expanded }]) => [type, expanded])
  return {
    fingerprint:
      declared.length === 0
        ? ''
        : createHash('sha256').update(JSON.stringify(declared)).digest('base64url').slice(0, 16),
    dataset: (type, extras) => shaped(datasets.get(type), extras),
    resource: (packageType, fields) => {
      const shows = resources.get(packageType)
      return shows ? shownMembers(fields, shows) : fields
    },
    hidden: (type) => hidden.get(type) ?? none,
    group: (isOrganization, type, extras) =>
      shaped((isOrganization ? organizations : groups).get(type), extras),
  }
}
