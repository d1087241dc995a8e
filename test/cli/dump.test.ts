import { createReadStream, existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { dumpCatalogue, type DumpOptions } from '../../src/cli/dump/dump-catalogue.ts'
import { sortedJson } from '../../src/cli/dump/sorted-json.ts'
import { writeToFile } from '../../src/cli/dump/write-dump.ts'
import { KINDS, type RecordKind } from '../../src/loading/readers/record.ts'
import { closeCatalogues, openCatalogue, type TestCatalogue } from './load-helper.ts'

afterEach(closeCatalogues)

const ORG = '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a01'

const RECORDS: Readonly<Record<RecordKind, readonly object[]>> = {
  organization: [
    { id: ORG, name: 'office', title: 'Büro', is_organization: true, extras: [{ key: 'k', value: 'v' }] },
  ],
  group: [{ name: 'theme', title: 'Theme', is_organization: false, type: 'group' }],
  user: [
    {
      name: 'clerk',
      email: 'clerk@example.org',
      fullname: 'Clerk',
      password_hash: '$pbkdf2-sha512$25000$c2FsdHNhbHRzYWx0c2FsdA$' + 'A'.repeat(86),
    },
  ],
  dataset: [
    {
      name: 'straßen',
      owner_org: ORG,
      creator_user_id: 'e4e2a3b1-7c1d-4b9e-8f6a-2d5c9b8a7f60',
      title: 'Straßen\u2028und Wege',
      tags: [{ name: 'b b' }, { name: 'A' + 'a' }],
      groups: [{ name: 'theme' }],
      extras: [{ key: 'z', value: '1' }],
      resources: [
        { url: 'https://example.org/a.csv', size: 3, own: { list: [1, 2.5, null], text: '"' } },
        { url: '', format: 'PDF' },
      ],
    },
    { name: 'private', owner_org: ORG, private: true, resources: [] },
    { name: 'draft', owner_org: ORG, state: 'draft', resources: [] },
    { name: 'deleted', owner_org: ORG, state: 'deleted', resources: [] },
  ].map((record) => ({ ...record, name: record.name.replace('ß', 'ss') })),
}

const dump = async ({ app }: TestCatalogue, kind: RecordKind, options?: DumpOptions): Promise<string> =>
  text(Readable.from(dumpCatalogue(app.services, kind, options)))

async function filled(): Promise<TestCatalogue> {
  const catalogue = await openCatalogue()
  for (const kind of KINDS) await catalogue.load(catalogue.lines(`${kind}.jsonl`, RECORDS[kind]), { kind })
  return catalogue
}

const namesIn = (lines: string): readonly unknown[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly name: string }).name)

describe('dump', () => {
  it('writes what is listed, or all, or what is named', async () => {
    const catalogue = await filled()
    expect(namesIn(await dump(catalogue, 'dataset'))).toEqual(['strassen'])
    expect(namesIn(await dump(catalogue, 'dataset', { all: true }))).toEqual([
      'strassen',
      'private',
      'draft',
      'deleted',
    ])
    expect(namesIn(await dump(catalogue, 'dataset', { names: ['draft'] }))).toEqual(['draft'])
    expect(namesIn(await dump(catalogue, 'organization'))).toEqual(['office'])
    expect(namesIn(await dump(catalogue, 'group'))).toEqual(['theme'])
    expect(namesIn(await dump(catalogue, 'user'))).toContain('clerk')
    await expect(dump(catalogue, 'dataset', { names: ['none'] })).rejects.toThrow('Not found: dataset none')
  })

  const everything = { all: true, includeUsers: true }

  it('comes back byte for byte when it is loaded again', async () => {
    const catalogue = await filled()
    for (const kind of KINDS) {
      const before = await dump(catalogue, kind, everything)
      const file = path.join(catalogue.folder, `${kind}.jsonl.gz`)
      await writeToFile(dumpCatalogue(catalogue.app.services, kind, everything), file)
      const { counts } = await catalogue.load(file)
      expect(counts.get(kind)?.unchanged).toBe(before.trimEnd().split('\n').length)
      expect(await dump(catalogue, kind, everything)).toBe(before)
    }
  })

  it('makes the same catalogue elsewhere, byte for byte', async () => {
    const first = await filled()
    const second = await openCatalogue()
    for (const kind of KINDS) {
      const file = path.join(first.folder, `dump-${kind}.jsonl.gz`)
      await writeToFile(dumpCatalogue(first.app.services, kind, everything), file)
      const { report } = await second.load(file)
      expect(report).toEqual([])
    }
    for (const kind of KINDS) {
      const copy = await dump(second, kind, everything)
      expect(copy).toBe(await dump(first, kind, everything))
    }
  })

  it('packs a file that ends in .gz, and leaves no half of one', async () => {
    const catalogue = await filled()
    const file = path.join(catalogue.folder, 'd.jsonl.gz')
    await writeToFile(dumpCatalogue(catalogue.app.services, 'dataset'), file)
    expect(await text(createReadStream(file).pipe(createGunzip()))).toBe(await dump(catalogue, 'dataset'))
    const before = readFileSync(file)
    await expect(
      writeToFile(dumpCatalogue(catalogue.app.services, 'dataset', { names: ['strassen', 'none'] }), file),
    ).rejects.toThrow('Not found')
    expect(readFileSync(file)).toEqual(before)
    rmSync(file)
    await expect(writeToFile(Readable.from(['x']), path.join(file, 'in/no/folder'))).rejects.toThrow('ENOENT')
    expect(existsSync(file)).toBe(false)
  })
})

describe('sortedJson', () => {
  it('writes as ckanapi dumps: sorted, compact, letters as they are', () => {
    expect(sortedJson({ b: ['ü', { d: null, c: 1.5 }], a: 'x\u2028"\n', B: true })).toBe(
      '{"B":true,"a":"x\u2028\\"\\n","b":["ü",{"c":1.5,"d":null}]}',
    )
  })
})
