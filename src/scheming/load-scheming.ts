import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parse11, type Tags } from 'yaml'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/config.ts'
import type { JsonObject } from '../core/json.ts'
import builtIn from './presets.json' with { type: 'json' }
import type { Scheme, SchemeField, Scheming, Schemes } from './scheming.ts'
import { createShapes } from './shapes.ts'

/** How ckanext-scheming names its own presets, which need no file here. */
const OWN_PRESETS = 'ckanext.scheming:presets.json'

type Presets = Readonly<Record<string, JsonObject>>
type Option =
  'scheming.dataset_schemas' | 'scheming.organization_schemas' | 'scheming.group_schemas' | 'scheming.presets'

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** YAML 1.1 as PyYAML reads it: `yes` is true and `y` a word; but dates stay texts, as JSON has none. */
const parseYaml = (text: string): unknown => parse11(text, { version: '1.1', customTags: pythonTags })

const TRUE = /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/
const FALSE = /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/

const pythonTags = (tags: Tags): Tags =>
  tags.flatMap((tag): Tags => {
    if (typeof tag === 'string' || tag.collection !== undefined) return [tag]
    if (tag.tag === 'tag:yaml.org,2002:timestamp') return []
    if (tag.tag !== 'tag:yaml.org,2002:bool') return [tag]
    return [{ ...tag, test: tag.test?.test('yes') ? TRUE : FALSE }]
  })

/** @throws ConfigError for a file that can't be read, or that holds no object */
function readDocument(option: Option, address: string): JsonObject {
  try {
    const file = address.startsWith('file:') ? fileURLToPath(address) : address
    const text = readFileSync(file, 'utf8')
    const isYaml = ['.yaml', '.yml'].includes(extname(file).toLowerCase())
    const value: unknown = isYaml ? parseYaml(text) : JSON.parse(text)
    if (!isObject(value)) throw new Error('it is no object')
    return value
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new ConfigError(
      `The option ${option} names ${address}, which can't be read (${String(reason)}): give the path of a YAML or JSON file.`,
      { cause: error },
    )
  }
}

/** Presets by name; of several files the first that names one counts. */
function readPresets(addresses: readonly string[]): Presets {
  const presets: Record<string, JsonObject> = {}
  for (const address of [...addresses].reverse()) {
    if (address === OWN_PRESETS) {
      Object.assign(presets, builtIn)
      continue
    }
    const { presets: list } = readDocument('scheming.presets', address)
    for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
      const { preset_name: name, values } = isObject(entry) ? entry : {}
      if (typeof name === 'string' && isObject(values)) presets[name] = values
    }
  }
  return presets
}

interface Reading {
  readonly presets: Presets
  readonly option: Option
  readonly address: string
}

const RULE_KEYS = ['validators', 'create_validators', 'output_validators']

/** @throws ConfigError for a field without a name, or with a preset that no file describes */
function expandField(field: unknown, reading: Reading): JsonObject {
  const wrong = (what: string): ConfigError =>
    new ConfigError(`The option ${reading.option} names ${reading.address}, in which ${what}.`)
  if (!isObject(field) || typeof field['field_name'] !== 'string') throw wrong('a field has no field_name')
  const { preset, field_name: name } = field
  if (preset !== undefined && (typeof preset !== 'string' || !Object.hasOwn(reading.presets, preset))) {
    throw wrong(`the field ${name} has the unknown preset ${JSON.stringify(preset)}; see scheming.presets`)
  }
  const whole = { ...(typeof preset === 'string' ? reading.presets[preset] : {}), ...field }
  if (whole['choices_helper'] !== undefined && whole['choices'] === undefined) {
    throw wrong(`the field ${name} has a choices_helper, which is code in Python: list its choices instead`)
  }
  const notText = RULE_KEYS.find((key) => whole[key] !== undefined && typeof whole[key] !== 'string')
  if (notText !== undefined) throw wrong(`the ${notText} of the field ${name} are no text`)
  const nested = ['repeating_subfields', 'simple_subfields'].filter((key) => Array.isArray(whole[key]))
  const subfields = nested.map((key) => [
    key,
    (whole[key] as readonly unknown[]).map((subfield) => expandField(subfield, reading)),
  ])
  return { ...whole, ...(Object.fromEntries(subfields) as JsonObject) }
}

const LISTS = ['dataset_fields', 'resource_fields', 'fields']

function readScheme(source: JsonObject, reading: Reading): Scheme {
  const lists = LISTS.filter((key) => Array.isArray(source[key])).map((key): [string, JsonObject[]] => [
    key,
    (source[key] as readonly unknown[]).map((field) => expandField(field, reading)),
  ])
  const expanded: JsonObject = { ...source, ...Object.fromEntries(lists) }
  const fieldsIn = (key: string): readonly SchemeField[] =>
    (lists.find(([name]) => name === key)?.[1] ?? []) as unknown as readonly SchemeField[]
  const { before_validators: before, after_validators: after } = source
  return {
    source: { ...source, ...withSubfields(source, expanded) },
    expanded,
    fields: [...fieldsIn('dataset_fields'), ...fieldsIn('fields')],
    resourceFields: fieldsIn('resource_fields'),
    ...(typeof before === 'string' && { before }),
    ...(typeof after === 'string' && { after }),
  }
}

/** The lists of the file; subfields of fields without a preset are expanded even there, as ckanext-scheming has it. */
const withSubfields = (source: JsonObject, expanded: JsonObject): JsonObject =>
  Object.fromEntries(
    LISTS.filter((key) => Array.isArray(source[key])).map((key) => [
      key,
      (source[key] as readonly JsonObject[]).map((field, index) =>
        field['preset'] === undefined ? ((expanded[key] as readonly JsonObject[])[index] ?? field) : field,
      ),
    ]),
  )

function readSchemes(
  option: Option,
  typeKey: string,
  addresses: readonly string[],
  presets: Presets,
): Schemes {
  return new Map(
    addresses.map((address): [string, Scheme] => {
      const source = readDocument(option, address)
      const type = source[typeKey]
      if (typeof type !== 'string') {
        throw new ConfigError(`The option ${option} names ${address}, which has no ${typeKey}.`)
      }
      return [type, readScheme(source, { presets, option, address })]
    }),
  )
}

/**
 * Reads the schemas that a site declares in ckanext-scheming's format, once at the start.
 *
 * @throws ConfigError for a file that can't be read or used
 */
export function loadScheming(config: Config): Scheming {
  const plugins = config['ckan.plugins']
  const on = (plugin: string, addresses: readonly string[]): readonly string[] =>
    plugins.includes(plugin) ? addresses : []
  const datasets = on('scheming_datasets', config['scheming.dataset_schemas'])
  const organizations = on('scheming_organizations', config['scheming.organization_schemas'])
  const groups = on('scheming_groups', config['scheming.group_schemas'])
  const isUsed = datasets.length + organizations.length + groups.length > 0
  const presets = isUsed ? readPresets(config['scheming.presets']) : {}
  const schemes = {
    datasets: readSchemes('scheming.dataset_schemas', 'dataset_type', datasets, presets),
    organizations: readSchemes('scheming.organization_schemas', 'organization_type', organizations, presets),
    groups: readSchemes('scheming.group_schemas', 'group_type', groups, presets),
  }
  return {
    ...schemes,
    refusesOtherDatasets: plugins.includes('scheming_datasets') && config['scheming.dataset_fallback'],
    shapes: createShapes(schemes),
  }
}
