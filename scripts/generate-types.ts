import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compile } from 'json-schema-to-typescript'

const BANNER = '// Written by `npm run generate` from schemas/entities. Do not edit.\n'
const SAYS_A_TYPE = ['type', 'enum', 'const', '$ref', 'anyOf', 'oneOf', 'allOf', 'properties']

type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schema whose properties without a type may hold anything; the generator would take them for objects. */
function withUnknowns(schema: Schema): Schema {
  const result: Record<string, unknown> = { ...schema }
  if (isSchema(schema['items'])) result['items'] = withUnknowns(schema['items'])
  if (isSchema(schema['properties'])) {
    const properties = Object.entries(schema['properties']).map(([name, property]): [string, unknown] => {
      if (!isSchema(property)) return [name, property]
      return [
        name,
        SAYS_A_TYPE.some((word) => word in property)
          ? withUnknowns(property)
          : { ...property, tsType: 'unknown' },
      ]
    })
    result['properties'] = Object.fromEntries(properties)
  }
  return result
}

/**
 * The TypeScript of every schema in schemas/entities: file path → text. Each schema gives one interface, named after
 * its title; references between the files become references between the interfaces.
 */
export async function generateTypes(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(root, 'schemas', 'entities')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  if (names.length === 0) return new Map()

  const parts: string[] = []
  for (const name of names) {
    const schema = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Schema
    const text = await compile(withUnknowns(schema), path.basename(name, '.json'), {
      additionalProperties: false,
      bannerComment: '',
      cwd: `${folder}${path.sep}`,
      declareExternallyReferenced: false,
      format: false,
    })
    parts.push(text.trim())
  }
  return new Map([['src/core/generated/entities.ts', `${BANNER}\n${parts.join('\n\n')}\n`]])
}
