import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type StartedApp, startApp } from '../../support/start-app.ts'

interface Shown {
  readonly id: string
  readonly url: string
}

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'], env: { CKAN__MAX_RESOURCE_SIZE: '1' } })
  await site.post('organization_create', { name: 'water-board' }, 'admin')
  await site.post('package_create', { name: 'home', owner_org: 'water-board' }, 'admin')
})
afterAll(() => site.close())

/** How many files lie in the data folder: those that resources have, and those that no action has taken. */
const files = (): number => {
  const folder = site.app.services.config['ckanister.data']
  const list = (name: string) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
  return list('files').length + list('tmp').length
}

const upload = async (
  action: string,
  fields: Record<string, string>,
  name: string,
  text: string,
  as = 'admin',
) => {
  const { status, body } = await site
    .form(action, as)
    .field(fields)
    .attach('upload', Buffer.from(text), { filename: name })
  return { status, ...(body as { result: Shown; error: object }) }
}
const create = (name: string, text: string, fields = {}) =>
  upload('resource_create', { package_id: 'home', ...fields }, name, text)

const bytes = async (id: string): Promise<string> => {
  const row = await site.app.services.store.resources.get(id)
  const stream = await site.app.services.files.open(row?.file_key ?? '')
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

test('a file fills in what its resource says of it', async () => {
  const { result } = await create('Rows of Ünits.CSV', 'a,b\n1,2\n', {
    url: 'http://ignored',
    url_type: 'link',
  })
  expect(result).toMatchObject({ format: 'CSV', mimetype: 'text/csv', size: 8, url_type: 'upload' })
  expect(result.url).toMatch(
    new RegExp(`^http://ckan.test/dataset/[0-9a-f-]{36}/resource/${result.id}/download/rows-of-units.csv$`),
  )
  expect(await bytes(result.id)).toBe('a,b\n1,2\n')
})

test('a size that is sent on create wins, a media type always', async () => {
  const { result } = await create('a.csv', 'a', { size: '999', mimetype: 'x/y' })
  expect(result).toMatchObject({ size: 999, mimetype: 'x/y' })
  expect((await upload('resource_patch', { id: result.id }, 'b.json', '{}')).result).toMatchObject({
    size: 2,
    mimetype: 'x/y',
    format: 'CSV',
  })
  expect((await upload('resource_update', { id: result.id }, 'b.json', '{}')).result).toMatchObject({
    mimetype: 'application/json',
    format: 'CSV',
  })
})

test('a file is replaced, kept and cleared; no bytes are left behind', async () => {
  const { result } = await create('first.csv', 'first')
  const { id } = result
  const before = files()
  await upload('resource_update', { id }, 'second.txt', 'second')
  expect(await bytes(id)).toBe('second')
  expect(files()).toBe(before)
  const kept = await site.post('resource_update', { id, name: 'keeps its file' }, 'admin')
  expect((kept.result as Shown).url).toMatch(/\/download\/second\.txt$/)
  const renamed = await site.post('resource_patch', { id, url: 'http://example.org/x/link.csv' }, 'admin')
  expect((renamed.result as Shown).url).toMatch(/\/download\/link\.csv$/)
  const link = { id, url: 'http://example.org/link.csv', clear_upload: 'true' }
  expect((await site.post('resource_patch', link, 'admin')).result).toMatchObject({
    url: 'http://example.org/link.csv',
    url_type: '',
    size: 6,
  })
  expect(files()).toBe(before - 1)
})

test('a refused call leaves no file', async () => {
  const before = files()
  expect(await upload('resource_create', { package_id: 'home' }, 'a.csv', 'a', 'sam')).toMatchObject({
    status: 403,
  })
  expect(await create('a.csv', 'a', { size: 'x' })).toMatchObject({
    status: 409,
    error: { size: ['Invalid integer'] },
  })
  expect(await upload('resource_create', { package_id: 'nope' }, 'a.csv', 'a')).toMatchObject({ status: 404 })
  expect(await create('a.csv', 'x'.repeat(1024 * 1024 + 1))).toMatchObject({
    status: 409,
    error: { upload: ['File upload too large'] },
  })
  expect(files()).toBe(before)
})

test('deleting a resource, or purging its dataset, removes its file', async () => {
  const before = files()
  const { result } = await create('a.csv', 'a')
  await site.post('resource_delete', { id: result.id }, 'admin')
  expect(files()).toBe(before)
  await site.post('package_create', { name: 'away', owner_org: 'water-board' }, 'admin')
  await upload('resource_create', { package_id: 'away' }, 'a.csv', 'a')
  expect(files()).toBe(before + 1)
  await site.post('dataset_purge', { id: 'away' }, 'admin')
  expect(files()).toBe(before)
})

test('text named upload is no file, and a file of another name is only a name', async () => {
  const text = await site.form('resource_create', 'admin').field({ package_id: 'home', upload: 'text' })
  expect((text.body as { result: object }).result).not.toHaveProperty('upload')
  const other = await site
    .form('resource_create', 'admin')
    .field({ package_id: 'home' })
    .attach('photo', Buffer.from('x'), { filename: 'photo.png' })
  expect((other.body as { result: object }).result).toMatchObject({ photo: 'photo.png', url_type: null })
})
