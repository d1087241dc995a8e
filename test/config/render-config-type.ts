import type { ConfigSchema, OptionSchema } from '../../src/config/option-schema.ts'

function typeOf(schema: OptionSchema): string {
  if (schema.type === 'array') return 'readonly string[]'
  if (schema.type === 'integer') return 'number'
  if (!schema.enum) return schema.type
  return schema.enum.map((word) => `'${word}'`).join(' | ')
}

const keyOf = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`)

/** The text of src/config/config.ts. */
export function renderConfigType({ properties }: ConfigSchema): string {
  const lines = Object.entries(properties).map(
    ([name, schema]) => `  /** ${schema.description} */\n  readonly ${keyOf(name)}: ${typeOf(schema)}\n`,
  )
  return `// Made from schemas/config.json; test/config/config.test.ts says how.

/** The configuration: every option by its name. */
export interface Config {
${lines.join('')}}
`
}
