import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readActionSchema } from '../validation/action-schema.ts'
import type { SchemaNode } from '../validation/compile.ts'

interface Located {
  readonly schema: SchemaNode
  readonly file: string
}

function followed({ schema, file }: Located): Located {
  if (schema.$ref === undefined) return { schema, file }
  const target = resolve(dirname(file), schema.$ref)
  const { $ref: _reference, ...own } = schema
  const found = followed({ schema: JSON.parse(readFileSync(target, 'utf8')) as SchemaNode, file: target })
  return { schema: { ...found.schema, ...own }, file: found.file }
}

const typeText = (type: SchemaNode['type']): string =>
  (typeof type === 'string' ? [type] : (type ?? ['any'])).filter((name) => name !== 'null').join(' or ')

/** Lines for the parameters of an object; members of listed objects are indented below their list. */
function parameterLines({ schema, file }: Located, indent: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    const parameter = followed({ schema: node, file })
    const item = parameter.schema.items && followed({ schema: parameter.schema.items, file: parameter.file })
    const about = parameter.schema.description ?? item?.schema.description ?? ''
    const type = item ? `list of ${typeText(item.schema.type)}s` : typeText(parameter.schema.type)
    return [
      `${indent}:param ${name}: ${about}`.trimEnd(),
      `${indent}:type ${name}: ${type}`,
      ...(item ? parameterLines(item, `${indent}    `) : []),
    ]
  })
}

/** What help_show says of an action, as its schema has it: a sentence, then each parameter as `:param name: …`. */
export function actionHelp(noun: string, name: string): string {
  const read = readActionSchema(noun, name)
  if (!read) return ''
  const action = followed(read)
  const lines = parameterLines(action, '')
  return [action.schema.description ?? '', ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
}
