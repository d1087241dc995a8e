import type { PlainSchema } from './schema-translator.ts'

const typesOf = ({ type }: PlainSchema): readonly string[] =>
  typeof type === 'string' ? [type] : ((type as readonly string[] | undefined) ?? [])

/** What a query string can say: texts, and the same parameter several times. */
function querySchema(schema: PlainSchema): PlainSchema {
  const types = typesOf(schema).filter((type) => type !== 'null')
  const { description: _description, items, type: _type, ...others } = schema
  // A list that may be given as text is given as text: a single item would be no list.
  if (types.includes('array') && !types.includes('string'))
    return { ...others, type: 'array', items: items ?? { type: 'string' } }
  const plain = types.filter((type) => type !== 'array' && type !== 'object')
  if (plain.length === 0) return { ...others, type: 'string' }
  return { ...others, type: plain.length === 1 ? plain[0] : plain }
}

/** The parameters of a GET, made of the schema of an action's parameters. */
export function queryParameters(schema: PlainSchema): readonly object[] {
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? [])
  const fields = (schema['properties'] ?? {}) as Readonly<Record<string, PlainSchema>>
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: 'query',
    ...(typeof field['description'] === 'string' ? { description: field['description'] } : {}),
    ...(required.has(name) ? { required: true } : {}),
    schema: querySchema(field),
  }))
}
