import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { loadConfig } from '../../src/config/load-config.ts'
import { NotFound, ValidationError } from '../../src/core/errors.ts'
import { Upload } from '../../src/core/upload.ts'
import { localFileStore } from '../../src/files/local-file-store.ts'
import { saveImage } from '../../src/files/save-image.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function uploaded(bytes: Buffer | string, filename: string, contentType: string): Upload {
  const path = join(folder, `upload-${filename.replaceAll(/\W/g, '')}`)
  writeFileSync(path, bytes)
  return new Upload({ path, filename, contentType, size: bytes.length, sha256: '' })
}
const files = () => localFileStore(join(folder, 'files'))
const save = (upload: Upload, env: Readonly<Record<string, string>> = {}) =>
  saveImage({ config: loadConfig({ env }), files: files() }, 'group', upload)

const TIME = '\\d{4}-\\d\\d-\\d\\d-\\d{6}(\\.\\d{6})?'

it.each([
  [PNG, 'logo.png', 'image/png', 'logo\\.png'],
  [PNG, 'My New Logo.PNG', 'image/png', 'My-New-Logo\\.png'],
  [PNG, 'My Ünïcode__(1).PNG', 'image/png', 'My-Unicode1\\.png'],
  [GIF, 'x.png', 'image/png', 'x\\.gif'],
  [GIF, '../../etc/x y.gif', 'image/gif', '\\.\\.\\.\\.etcx-y\\.gif'],
  [GIF, '数据.gif', 'image/gif', '\\.gif'],
  [GIF, 'noext', 'image/gif', 'noext\\.gif'],
])('keeps an image under a name made here (%#)', async (bytes, filename, type, expected) => {
  const { name, key } = await save(uploaded(bytes, filename, type))
  expect(name).toMatch(new RegExp(`^${TIME}${expected}$`))
  expect(key).toBe(`group/${name}`)
  expect(existsSync(join(folder, 'files', key))).toBe(true)
})

it.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml', 'image/svg+xml'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png', 'image/png', 'image/svg+xml'],
  ['<html><body>hello</body></html>', 'page.html', 'text/html', 'text/html'],
  ['<html><body>hello</body></html>', 'page.png', 'image/png', 'text/html'],
  [`${'<!---->'.repeat(500)}x`, 'page.png', 'image/png', 'text/plain'],
  ['hello', 'a.txt', 'text/plain', 'text/plain'],
  ['hello', 'a.png', 'image/png', 'text/plain'],
  [PNG, 'a.txt', 'image/png', 'text/plain'],
  [PNG, 'a.png', 'text/plain', 'text/plain'],
])('refuses what is no image by name, claim or contents (%#)', async (bytes, filename, type, shown) => {
  const refused = save(uploaded(bytes, filename, type))
  await expect(refused).rejects.toThrow(ValidationError)
  await expect(refused).rejects.toHaveProperty('errors', {
    image_upload: [`Unsupported upload type: ${shown}`],
  })
})

it('keeps no SVG even where the options would allow it', async () => {
  const svg = uploaded('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml')
  const refused = save(svg, { CKAN__UPLOAD__GROUP__MIMETYPES: 'image/svg+xml' })
  await expect(refused).rejects.toThrow(ValidationError)
})

it('refuses images that are too large, and any where none are allowed', async () => {
  const large = Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)])
  await expect(save(uploaded(large, 'a.png', 'image/png'))).rejects.toHaveProperty('errors', {
    upload: ['File upload too large'],
  })
  const none = { CKAN__UPLOAD__GROUP__MIMETYPES: '', CKAN__UPLOAD__GROUP__TYPES: '' }
  await expect(save(uploaded(PNG, 'a.png', 'image/png'), none)).rejects.toHaveProperty('errors', {
    image_upload: ['No uploads allowed for object type group'],
  })
})

describe('the file store', () => {
  it('moves a file in under a random key, reads parts of it, and forgets it', async () => {
    const store = files()
    const upload = uploaded('0123456789', 'x', 'text/plain')
    const key = await store.save(upload)
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(existsSync(upload.path)).toBe(false)
    expect(await store.size(key)).toBe(10)
    expect((await buffer(await store.open(key, { start: 2, end: 4 }))).toString()).toBe('234')
    await store.remove(key)
    await store.remove(key)
    expect(await store.size(key)).toBeUndefined()
    await expect(store.open(key)).rejects.toThrow(NotFound)
  })

  it.each([
    '../../etc/passwd',
    '..',
    '',
    'group/../../x',
    'group/.hidden',
    '/etc/passwd',
    'x'.repeat(300),
    'a\0b',
  ])('has no file %j', async (key) => {
    const store = files()
    expect(await store.size(key)).toBeUndefined()
    await expect(store.open(key)).rejects.toThrow(NotFound)
    await store.remove(key)
    await expect(store.save(uploaded('x', 'x', 'text/plain'), key)).rejects.toThrow('no such key')
    expect(readdirSync(folder).filter((name) => name !== 'upload-x')).toEqual([])
  })
})
