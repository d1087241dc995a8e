import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import request from 'supertest'
import { gzipSync } from 'node:zlib'
import type { JsonObject } from '../../src/core/json.ts'
import { closeCatalogues, openCatalogue, type TestCatalogue } from './load-helper.ts'

afterEach(closeCatalogues)

const ORG = '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a01'
const GROUP = '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a02'

const dataset = (name: string, more: object = {}) => ({ name, resources: [], ...more })
const strict = { 'ckan.auth.create_unowned_dataset': 'false' }

const organization = (more: object = {}) => ({
  id: ORG,
  name: 'statcan',
  title: 'Statistics Canada',
  description: 'Figures',
  type: 'organization',
  is_organization: true,
  state: 'active',
  image_url: 'https://example.org/logo.png',
  ...more,
})

async function show({ app }: TestCatalogue, action: string, id: string): Promise<JsonObject> {
  const { body } = await request(app.listener).get(`/api/3/action/${action}?id=${id}`)
  return (body as { readonly result: JsonObject }).result
}

const counts = (more: object) => ({ created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0, ...more })

describe('organizations and groups in datasets', () => {
  const embedded = dataset('roads', {
    owner_org: ORG,
    organization: organization(),
    groups: [{ id: 'mwi', name: 'mwi', title: 'Malawi', description: '', display_name: 'Malawi' }],
  })

  it('are made when they are not here', async () => {
    const catalogue = await openCatalogue(strict)
    const { report } = await catalogue.load(catalogue.lines('d.jsonl', [embedded]))
    expect(report).toEqual([])
    expect(await show(catalogue, 'organization_show', 'statcan')).toMatchObject({
      id: ORG,
      title: 'Statistics Canada',
      description: 'Figures',
      image_url: 'https://example.org/logo.png',
      package_count: 1,
    })
    expect(await show(catalogue, 'group_show', 'mwi')).toMatchObject({ title: 'Malawi', package_count: 1 })
    expect(await show(catalogue, 'package_show', 'roads')).toMatchObject({
      owner_org: ORG,
      organization: { name: 'statcan' },
      groups: [{ name: 'mwi' }],
    })
    const again = await catalogue.load(catalogue.lines('d.jsonl', [embedded]))
    expect(again.counts.get('dataset')).toEqual(counts({ unchanged: 1 }))
  })

  it('are those of the same name when the id is another', async () => {
    const catalogue = await openCatalogue(strict)
    const own = organization({ id: GROUP, title: 'Ours' })
    await catalogue.load(catalogue.lines('o.jsonl', [own]))
    await catalogue.load(catalogue.lines('d.jsonl', [embedded]))
    expect(await show(catalogue, 'package_show', 'roads')).toMatchObject({
      owner_org: GROUP,
      organization: { title: 'Ours' },
    })
  })

  it('that cannot be made refuse the dataset, and are repaired by --fix', async () => {
    const catalogue = await openCatalogue(strict)
    const record = dataset('roads', {
      owner_org: 'x',
      organization: organization({ id: 'x', name: 'Büro 1' }),
    })
    const file = catalogue.lines('d.jsonl', [record, dataset('paths', { ...record, name: 'paths' })])
    const { report, refused } = await catalogue.load(file)
    expect(refused).toBe(2)
    expect(report[1]?.reason).toMatch(
      /^organization "Büro 1" could not be made: name: Must be purely lowercase/,
    )
    const fixed = await catalogue.load(file, { fix: true })
    expect(fixed.counts.get('dataset')).toEqual(counts({ created: 2 }))
    expect(await show(catalogue, 'organization_show', 'buro-1')).toMatchObject({ package_count: 2 })
  })

  it('named only (CKAN 1.x) become groups', async () => {
    const catalogue = await openCatalogue()
    await catalogue.load(
      catalogue.lines('d.jsonl', [dataset('old', { groups: ['geo'], tags: ['a b'], extras: {} })]),
    )
    expect(await show(catalogue, 'package_show', 'old')).toMatchObject({ groups: [{ name: 'geo' }] })
  })

  it('are needed, unless --owner-org names one', async () => {
    const catalogue = await openCatalogue(strict)
    const file = catalogue.lines('d.jsonl', [dataset('one'), dataset('two', { owner_org: 'unknown' })])
    const { report } = await catalogue.load(file)
    expect(report.map(({ reason }) => reason)).toEqual([
      'owner_org: An organization must be provided',
      'owner_org: Organization does not exist',
    ])
    const { counts: seen } = await catalogue.load(file, { ownerOrg: 'archive' })
    expect(seen.get('dataset')).toEqual(counts({ created: 1, refused: 1 }))
    expect(await show(catalogue, 'package_show', 'one')).toMatchObject({ organization: { name: 'archive' } })
    expect(await show(catalogue, 'package_show', 'one')).toMatchObject({ private: false })
  })

  it('--dry-run sees what it makes and leaves nothing of it', async () => {
    const catalogue = await openCatalogue(strict)
    const file = catalogue.lines('d.jsonl', [embedded, dataset('more', { owner_org: ORG })])
    const { counts: seen } = await catalogue.load(file, { dryRun: true, batch: 1, ownerOrg: 'archive' })
    expect(seen.get('dataset')).toEqual(counts({ created: 2 }))
    for (const name of ['statcan', 'archive']) {
      await request(catalogue.app.listener).get(`/api/3/action/organization_show?id=${name}`).expect(404)
    }
  })
})

describe('a folder of dumps', () => {
  function folderOf(catalogue: TestCatalogue, files: Readonly<Record<string, readonly object[]>>): string {
    const folder = path.join(catalogue.folder, 'dump')
    mkdirSync(path.join(folder, 'files'), { recursive: true })
    for (const [name, records] of Object.entries(files)) {
      const text = records.map((record) => JSON.stringify(record)).join('\n')
      writeFileSync(path.join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
    }
    return folder
  }

  const user = {
    id: '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a05',
    name: 'clerk',
    email: 'clerk@example.org',
    fullname: 'A Clerk',
    sysadmin: false,
    password_hash: '$pbkdf2-sha512$25000$c2FsdHNhbHRzYWx0c2FsdA$' + 'A'.repeat(86),
    number_created_packages: 0,
  }

  it('loads organizations, groups, users and datasets in this order, with members', async () => {
    const catalogue = await openCatalogue(strict)
    const folder = folderOf(catalogue, {
      'a-datasets.jsonl.gz': [dataset('roads', { owner_org: 'statcan', groups: [{ name: 'theme' }] })],
      'b-users.jsonl': [user],
      'c-groups.jsonl': [{ id: GROUP, name: 'theme', title: 'Theme', is_organization: false, type: 'group' }],
      'd-organizations.jsonl': [organization({ extras: [{ key: 'k', value: 'v' }], package_count: 9 })],
    })
    const { counts: seen, report } = await catalogue.load(folder)
    expect(report).toEqual([])
    expect([...seen]).toEqual([
      ['organization', counts({ created: 1 })],
      ['group', counts({ created: 1 })],
      ['user', counts({ created: 1 })],
      ['dataset', counts({ created: 1 })],
    ])
    expect([...(await catalogue.load(folder)).counts.values()]).toEqual(
      Array.from({ length: 4 }, () => counts({ unchanged: 1 })),
    )
  })

  it('keeps members when the dump names none, and sets those that it names', async () => {
    const catalogue = await openCatalogue(strict)
    await catalogue.load(catalogue.lines('u.jsonl', [user]))
    const members = [{ name: 'clerk', capacity: 'editor' }]
    await catalogue.load(catalogue.lines('o.jsonl', [organization({ users: members })]))
    await catalogue.load(catalogue.lines('o.jsonl', [organization({ title: 'New title' })]))
    expect(await show(catalogue, 'organization_show', 'statcan')).toMatchObject({
      title: 'New title',
      users: [{ name: 'clerk', capacity: 'editor' }],
    })
  })

  it('refuses users without a password; --fix gives them a random one', async () => {
    const catalogue = await openCatalogue()
    const { password_hash: _hash, ...bare } = user
    const file = catalogue.lines('u.jsonl', [
      bare,
      { ...bare, id: undefined, name: 'other', email: 'Other <o@example.org>' },
    ])
    const { report } = await catalogue.load(file)
    expect(report[0]?.reason).toBe('password: Missing value')
    const fixed = await catalogue.load(file, { fix: true })
    expect(fixed.counts.get('user')).toEqual(counts({ created: 2 }))
  })

  it('brings files for resources along, each once', async () => {
    const catalogue = await openCatalogue(strict)
    const resource = { id: GROUP, url: 'trees.csv', url_type: 'upload', name: 'Trees', format: 'CSV' }
    const folder = folderOf(catalogue, {
      'organizations.jsonl': [organization()],
      'datasets.jsonl': [dataset('trees', { owner_org: ORG, resources: [resource] })],
    })
    writeFileSync(path.join(folder, 'files/trees.csv'), 'species\noak\n')
    writeFileSync(path.join(folder, 'files.json'), JSON.stringify({ [GROUP]: 'files/trees.csv' }))
    const { report } = await catalogue.load(folder)
    expect(report).toEqual([])
    const shown = await show(catalogue, 'package_show', 'trees')
    const [stored] = shown.resources as readonly JsonObject[]
    expect(stored).toMatchObject({ url_type: 'upload', size: 12, mimetype: 'text/csv' })
    const { pathname } = new URL(stored?.url as string)
    const { text } = await request(catalogue.app.listener).get(pathname).expect(200)
    expect(text).toBe('species\noak\n')
    const again = await catalogue.load(folder)
    expect(again.counts.get('dataset')).toEqual(counts({ unchanged: 1 }))
    expect(await show(catalogue, 'package_show', 'trees')).toEqual(shown)

    writeFileSync(path.join(folder, 'files/trees.csv'), 'species\noak\nash\n')
    expect((await catalogue.load(folder, { dryRun: true })).counts.get('dataset')).toEqual(
      counts({ updated: 1 }),
    )
    expect((await request(catalogue.app.listener).get(pathname)).text).toBe('species\noak\n')
    expect((await catalogue.load(folder)).counts.get('dataset')).toEqual(counts({ updated: 1 }))
    expect((await request(catalogue.app.listener).get(pathname)).text).toBe('species\noak\nash\n')
  })

  it('refuses a manifest that leads out of the folder, and a folder without catalogues', async () => {
    const catalogue = await openCatalogue()
    const folder = folderOf(catalogue, { 'datasets.jsonl': [dataset('d')] })
    writeFileSync(path.join(folder, 'files.json'), JSON.stringify({ [GROUP]: '../secret' }))
    await expect(catalogue.load(folder)).rejects.toThrow('"../secret" lies outside the folder')
    await expect(catalogue.load(path.join(folder, 'files'))).rejects.toThrow('the folder holds no .json')
  })
})
