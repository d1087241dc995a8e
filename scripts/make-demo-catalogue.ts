/**
 * Makes fixtures/catalogue out of a folder of real catalogues and tables:
 *
 *     node scripts/make-demo-catalogue.ts SOURCE_FOLDER
 *
 * The folder holds catalogues/ and tabular/; fixtures/SOURCES.md says where the files are from. The result is what
 * `ckanapi dump` would write, and files.json: which file belongs to which resource.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { berlin } from './demo-catalogue/berlin.ts'
import { birmingham } from './demo-catalogue/birmingham.ts'
import { bonn } from './demo-catalogue/bonn.ts'
import { canada } from './demo-catalogue/canada.ts'
import { healthsites } from './demo-catalogue/healthsites.ts'
import { themeGroups } from './demo-catalogue/themes.ts'
import { uploadedFiles, uploads } from './demo-catalogue/uploads.ts'

const target = path.resolve(import.meta.dirname, '../fixtures/catalogue')

/** JSON lines ordered by name, gzip without a time stamp: the same input gives the same bytes. */
function writeLines(name: string, records: readonly { readonly name: string }[]): void {
  const sorted = [...records].sort((a, b) => (a.name < b.name ? -1 : 1))
  const twice = sorted.find((record, i) => record.name === sorted[i + 1]?.name)
  if (twice) throw new Error(`${name}: ${twice.name} is there twice`)
  const text = sorted.map((record) => `${JSON.stringify(record)}\n`).join('')
  writeFileSync(path.join(target, `${name}.jsonl.gz`), gzipSync(text, { level: 9 }))
  process.stdout.write(`${name}: ${String(records.length)}\n`)
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder that holds catalogues/ and tabular/')

const parts = [
  await canada(folder),
  await berlin(folder),
  await bonn(folder),
  await birmingham(folder),
  await healthsites(folder),
  uploads,
]
rmSync(target, { recursive: true, force: true })
mkdirSync(path.join(target, 'files'), { recursive: true })
const organizations = parts.flatMap((part) => part.organizations)
writeLines(
  'organizations',
  organizations.map((organization) => ({
    ...organization,
    type: 'organization',
    is_organization: true,
    state: 'active',
  })),
)
writeLines('groups', themeGroups)
writeLines(
  'datasets',
  parts.flatMap((part) => part.datasets),
)
for (const file of uploadedFiles.values()) {
  writeFileSync(path.join(target, 'files', file), readFileSync(path.join(folder, 'tabular', file)))
}
const manifest = Object.fromEntries([...uploadedFiles].map(([id, file]) => [id, `files/${file}`]))
writeFileSync(path.join(target, 'files.json'), `${JSON.stringify(manifest, null, 2)}\n`)
