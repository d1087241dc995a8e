import type { Rule } from './rule.ts'
import { ruleNamed } from './rules.ts'

/** A JSON Schema with one keyword more: `validators`, CKAN's rules in the spelling of ckanext-scheming. */
export interface SchemaNode {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  /** true: unknown fields are kept; false (the default): dropped; `{ validators }`: those rules decide. */
  readonly additionalProperties?: boolean | SchemaNode
  readonly validators?: string
  /** Rules for the object as a whole, before its fields (CKAN's `__before`). */
  readonly before?: string
  /** Rules for the object as a whole, after its fields (CKAN's `__after`). */
  readonly after?: string
  /** What happens to lists of objects under unknown names (CKAN's `__junk`): refused, or dropped (the default). */
  readonly junk?: 'refuse'
  readonly [keyword: string]: unknown
}

export interface CompiledField {
  readonly key: string
  readonly rules: readonly Rule[]
}

export interface CompiledObject {
  readonly before: readonly Rule[]
  /** In alphabetical order, as CKAN runs them. */
  readonly fields: readonly CompiledField[]
  readonly lists: readonly { readonly key: string; readonly item: CompiledObject }[]
  readonly known: ReadonlySet<string>
  /** Those that hold one text or number: no list, no object. */
  readonly scalars: ReadonlySet<string>
  readonly after: readonly Rule[]
  /** Whether there is anything to do: without rules an action gets its parameters as they came. */
  readonly hasRules: boolean
  readonly unknown: 'keep' | 'drop' | 'refuse'
  readonly refuseJunk: boolean
}

type Resolve = (reference: string, from: string) => { readonly schema: SchemaNode; readonly file: string }

const rulesOf = (names: string | undefined): readonly Rule[] =>
  names === undefined
    ? []
    : names
        .split(/\s+(?![^(]*\))/)
        .filter(Boolean)
        .map(ruleNamed)

/**
 * Turns a schema into what `validate` runs; `resolve` reads a `$ref` (a path relative to the schema that names it).
 *
 * @throws Error for an unknown rule: a mistake in a schema, found by the test that compiles them all
 */
export function compile(schema: SchemaNode, resolve: Resolve, from: string): CompiledObject {
  if (schema.$ref !== undefined) {
    const target = resolve(schema.$ref, from)
    return compile({ ...target.schema, ...without$ref(schema) }, resolve, target.file)
  }
  const fields: CompiledField[] = []
  const lists: { key: string; item: CompiledObject }[] = []
  const properties = Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [key, node] of properties) {
    if (node.items !== undefined && node.validators === undefined && isObjectNode(node.items)) {
      lists.push({ key, item: compile(node.items, resolve, from) })
    } else fields.push({ key, rules: rulesOf(node.validators) })
  }
  const { additionalProperties: unknown } = schema
  return {
    before: rulesOf(schema.before),
    fields,
    lists,
    known: new Set(properties.map(([key]) => key)),
    scalars: new Set(properties.filter(([, node]) => isScalar(node)).map(([key]) => key)),
    after: rulesOf(schema.after),
    hasRules: lists.length > 0 || fields.some((field) => field.rules.length > 0),
    unknown: unknown === true ? 'keep' : typeof unknown === 'object' ? 'refuse' : 'drop',
    refuseJunk: schema.junk === 'refuse',
  }
}

const isObjectNode = (node: SchemaNode): boolean => node.$ref !== undefined || node.properties !== undefined

/** Flags are not among them: for CKAN a list with something in it is true. */
const SCALAR_TYPES = new Set(['string', 'integer', 'number', 'null'])

const isScalar = ({ type }: SchemaNode): boolean =>
  type !== undefined && [type].flat().every((name) => SCALAR_TYPES.has(name))

const without$ref = ({ $ref: _reference, ...rest }: SchemaNode): SchemaNode => rest
