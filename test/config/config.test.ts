import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { configSchema } from '../../src/config/option-schema.ts'
import { renderConfigType } from './render-config-type.ts'

const file = join(__dirname, '../../src/config/config.ts')

it('has a type that follows the schema (UPDATE=1 npx jest test/config/config writes it)', () => {
  const text = renderConfigType(configSchema())
  if (process.env.UPDATE === '1') writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

it('has defaults that its own schema accepts', () => {
  const ajv = new Ajv()
  ajv.addVocabulary(['group', 'secret'])
  for (const [name, schema] of Object.entries(configSchema().properties)) {
    expect([name, ajv.compile(schema)(schema.default)]).toEqual([name, true])
  }
})
