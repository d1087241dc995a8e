import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { SchemaNode } from '../../validation/compile.ts'

/** JSON Schema as OpenAPI 3.1 has it: without keywords of our own. */
export type PlainSchema = Readonly<Record<string, unknown>>

export interface SchemaTranslator {
  /** @param file path of the schema file that `node` stands in: references are relative to it */
  readonly translate: (node: SchemaNode, file: string) => PlainSchema
  /** What the translated schemas refer to, by name. */
  readonly components: () => Readonly<Record<string, PlainSchema>>
}

/** Keywords whose value is one schema. */
const ONE = new Set(['items', 'not', 'propertyNames', 'contains'])
/** Keywords whose value is a list of schemas. */
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
/** Keywords whose value is an object of schemas. */
const NAMED = new Set(['properties', 'patternProperties'])
/** The rules of validation/, and what an action answers, which stands elsewhere. */
const OWN = new Set(['validators', 'before', 'after', 'junk', 'result', '$schema', '$id'])
/** Rules that refuse an absent value. */
const REQUIRES = /^not_(?:empty|missing)\b/

const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** What callers give and what they get may have one name: the former are inputs. */
function componentName(file: string): string {
  const name = pascal(basename(file, '.json'))
  return basename(dirname(file)) === 'entities' ? `${name}Input` : name
}

/** Fields that must be there: as the schema says, or as its rules do. */
function requiredFields(node: SchemaNode): readonly string[] {
  const said = Array.isArray(node['required']) ? (node['required'] as readonly string[]) : []
  const ruled = Object.entries(node.properties ?? {})
    .filter(([, field]) => REQUIRES.test(field.validators ?? ''))
    .map(([name]) => name)
  return [...new Set([...said, ...ruled])]
}

/** Turns the schemas of schemas/ into those of an OpenAPI document; what they refer to is collected. */
export function schemaTranslator(): SchemaTranslator {
  const components = new Map<string, PlainSchema>()

  function reference(path: string, from: string): string {
    const file = resolve(dirname(from), path)
    const name = componentName(file)
    if (!components.has(name)) {
      // Taken before its content is known: schemas may refer to each other in a circle.
      components.set(name, {})
      components.set(name, translate(JSON.parse(readFileSync(file, 'utf8')) as SchemaNode, file))
    }
    return `#/components/schemas/${name}`
  }

  const each = (nodes: Readonly<Record<string, SchemaNode>>, file: string): PlainSchema =>
    Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, translate(node, file)]))

  function value(keyword: string, given: unknown, file: string): unknown {
    if (keyword === '$ref') return reference(given as string, file)
    // Other fields are refused by rules of their own.
    if (keyword === 'additionalProperties') {
      const node = given as boolean | SchemaNode
      return typeof node === 'boolean' ? node : 'validators' in node ? false : translate(node, file)
    }
    if (ONE.has(keyword)) return translate(given as SchemaNode, file)
    if (LIST.has(keyword)) return (given as readonly SchemaNode[]).map((node) => translate(node, file))
    return NAMED.has(keyword) ? each(given as Readonly<Record<string, SchemaNode>>, file) : given
  }

  function translate(node: SchemaNode, file: string): PlainSchema {
    const kept = Object.entries(node).filter(([keyword]) => !OWN.has(keyword) && keyword !== 'required')
    const required = requiredFields(node)
    return {
      ...Object.fromEntries(kept.map(([keyword, given]) => [keyword, value(keyword, given, file)])),
      ...(required.length > 0 ? { required } : {}),
    }
  }

  return {
    translate,
    components: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}
