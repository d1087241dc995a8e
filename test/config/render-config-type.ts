import type { ConfigSchema, OptionSchema } from '../../src/config/option-schema.ts'

function typeOf(schema: OptionSchema): string {
  if (schema.type === 'array') return 'readonly string[]'
  if (schema.type === 'integer') return 'number'
  if (!schema.enum) return schema.type
  return schema.enum.map((word) => `'${word}'`).join(' | ')
}

const keyOf = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`)

/** One option, in the project's format: a long choice has a line for each word. */
function member(name: string, schema: OptionSchema): string {
  const line = `  readonly ${keyOf(name)}: ${typeOf(schema)}`
  const words = schema.enum?.map((word) => `\n    | '${word}'`).join('') ?? ''
  return line.length <= 110 ? line : `  readonly ${keyOf(name)}:${words}`
}

/** The text of src/config/config.ts. */
export function renderConfigType({ properties }: ConfigSchema): string {
  const lines = Object.entries(properties).map(
    ([name, schema]) => `  /** ${schema.description} */\n${member(name, schema)}\n`,
  )
  return `// Made from schemas/config.json; test/config/config.test.ts says how.

/** The configuration: every option by its name. */
export interface Config {
${lines.join('')}}
`
}
