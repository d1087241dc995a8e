// `npm run generate`: writes what is generated: types, and pages of docs. With --check it writes nothing and fails on a difference.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { generateCompatibility } from './generate-compatibility.ts'
import { generateDocs } from './generate-docs.ts'
import { generateTypes } from './generate-types.ts'

const root = path.resolve(import.meta.dirname, '..')
const checkOnly = process.argv.includes('--check')

for (const [name, text] of [
  ...(await generateTypes(root)),
  ...generateDocs(root),
  ...generateCompatibility(root),
]) {
  const file = path.join(root, name)
  const formatted = name.endsWith('.md')
    ? text
    : await format(text, { ...(await resolveConfig(file)), filepath: file })
  if (existsSync(file) && readFileSync(file, 'utf8') === formatted) continue
  if (checkOnly) {
    console.error(`${name} is out of date: run \`npm run generate\``)
    process.exitCode = 1
    continue
  }
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, formatted)
  console.log(`wrote ${name}`)
}
