import type { OptionSchema } from './option-schema.ts'

/** What an option takes, in words: the end of "expected …". */
export function expectedValue(schema: OptionSchema): string {
  if (schema.type === 'boolean') return 'true or false'
  if (schema.enum) return `one of ${schema.enum.filter((word) => word !== '').join(', ')}`
  if (schema.type === 'integer') {
    const from = schema.minimum === undefined ? '' : ` from ${String(schema.minimum)}`
    const to = schema.maximum === undefined ? '' : ` to ${String(schema.maximum)}`
    return `a whole number${from}${to}`
  }
  const example = schema.examples?.[0]
  return example === undefined ? 'a text that is not empty' : `something like ${example}`
}
