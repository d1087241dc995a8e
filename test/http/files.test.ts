import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

let site: Site
let dataset: { id: string; name: string }
beforeAll(async () => {
  site = await openSite({ CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true', CKAN__MAX_RESOURCE_SIZE: '1' })
  dataset = (await send('package_create', { name: 'home' })).body.result
})
afterAll(() => site.close())

const post = (action: string) =>
  request(site.server).post(`/api/3/action/${action}`).set('Authorization', site.tokens.admin)
const send = (action: string, data: object) => post(action).send(data)
const upload = (bytes: string | Buffer, filename: string, fields: Readonly<Record<string, string>> = {}) =>
  post('resource_create')
    .field({ package_id: 'home', ...fields })
    .attach('upload', Buffer.from(bytes), { filename })
const get = (path: string) => request(site.server).get(path)
const leftovers = () => readdirSync(join(site.folder, 'tmp'))

describe('an uploaded file', () => {
  it('is served at the address that the resource shows', async () => {
    const { body, status } = await upload('a,b\n1,2\n3,4\n', 'Rows of Ünits.CSV')
    expect(status).toBe(200)
    const { id, url } = body.result
    expect(url).toBe(`http://ckan.test/dataset/${dataset.id}/resource/${id}/download/rows-of-units.csv`)
    expect(body.result).toMatchObject({ size: 12, mimetype: 'text/csv', url_type: 'upload' })
    for (const path of [
      new URL(url).pathname,
      `/dataset/home/resource/${id}/download/rows-of-units.csv`,
      `/dataset/home/resource/${id}/download`,
    ]) {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('text/csv')
      expect(answer.headers['content-disposition']).toBe('inline; filename=rows-of-units.csv')
      expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.text).toBe('a,b\n1,2\n3,4\n')
    }
    const other = await get(`/dataset/home/resource/${id}/download/other-name.csv`)
    expect(other.headers['content-disposition']).toBe('inline; filename=other-name.csv')
    expect(leftovers()).toEqual([])
  })

  it('comes in parts, or not again', async () => {
    const { body } = await upload('0123456789', 'digits.txt')
    const path = `/dataset/home/resource/${body.result.id}/download/digits.txt`
    const part = await get(path).set('Range', 'bytes=2-4')
    expect([part.status, part.text]).toEqual([206, '234'])
    expect(part.headers['content-range']).toBe('bytes 2-4/10')
    expect((await get(path).set('Range', 'bytes=-3')).text).toBe('789')
    expect((await get(path).set('Range', 'bytes=8-')).text).toBe('89')
    expect((await get(path).set('Range', 'bytes=4-2')).text).toBe('0123456789')
    expect((await get(path).set('Range', 'rows=1-2')).status).toBe(200)
    const beyond = await get(path).set('Range', 'bytes=10-')
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */10'])
    expect([beyond.type, beyond.headers['content-disposition']]).toEqual(['text/html', undefined])
    const { etag } = part.headers
    expect((await get(path).set('If-None-Match', etag!)).status).toBe(304)
    expect((await get(path).set('If-Range', '"other"').set('Range', 'bytes=2-4')).status).toBe(200)
    expect((await get(path).set('If-Range', etag!).set('Range', 'bytes=2-4')).status).toBe(206)
    const head = await request(site.server).head(path)
    expect([head.status, head.headers['content-length']]).toEqual([200, '10'])
  })

  it('never runs in a browser, whatever its media type claims', async () => {
    for (const [filename, mimetype] of [
      ['page.html', ''],
      ['x.svg', ''],
      ['x.xml', ''],
      ['x.pdf', ''],
      ['x.txt', 'text/html'],
      ['x.txt', 'image/svg+xml'],
      ['x.txt', 'text/html; charset=utf-8'],
      ['x.txt', 'text/plain\r\nX-Evil: 1'],
    ] as const) {
      const { body } = await upload('<script>alert(1)</script>', filename, mimetype ? { mimetype } : {})
      const answer = await get(`/dataset/home/resource/${body.result.id}/download/${filename}`)
      expect(answer.headers['content-disposition']).toBe(`attachment; filename=${filename}`)
      expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
      expect(answer.headers).not.toHaveProperty('x-evil')
    }
  })

  it('keeps its name in quotes where it must', async () => {
    const { body } = await upload('x', 'x.txt')
    const path = `/dataset/home/resource/${body.result.id}/download/`
    const name = async (text: string) =>
      (await get(path + encodeURIComponent(text))).headers['content-disposition']
    expect(await name('a b.txt')).toBe('inline; filename="a b.txt"')
    expect(await name('a"b.txt')).toBe('inline; filename="a\\"b.txt"')
    expect(await name('é\r\nX: 1.txt')).toBe(
      `inline; filename="X: 1.txt"; filename*=UTF-8''%C3%A9%0D%0AX%3A%201.txt`,
    )
  })

  it('may be as large as the site says, and no byte more', async () => {
    const fits = await upload(Buffer.alloc(1024 * 1024, 'x'), 'fits.bin')
    expect([fits.status, fits.body.result.size]).toEqual([200, 1048576])
    const large = await upload(Buffer.alloc(1024 * 1024 + 1, 'x'), 'large.bin')
    expect([large.status, large.body.error]).toEqual([
      409,
      { __type: 'Validation Error', upload: ['File upload too large'] },
    ])
    expect(leftovers()).toEqual([])
  })

  it('leaves nothing behind when the action refuses', async () => {
    const refused = await request(site.server)
      .post('/api/3/action/resource_create')
      .field('package_id', 'home')
      .attach('upload', Buffer.from('x'), { filename: 'x.txt' })
    expect(refused.status).toBe(403)
    expect(leftovers()).toEqual([])
  })

  it('is only for those who may see the dataset', async () => {
    const { body } = await upload('secret', 's.txt')
    const path = `/dataset/home/resource/${body.result.id}/download/s.txt`
    await send('package_patch', { id: 'home', state: 'draft' })
    try {
      const anonymous = await get(path)
      expect([anonymous.status, anonymous.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
      expect((await get(path).set('Authorization', site.tokens.sam)).status).toBe(403)
      const owner = await get(path).set('Authorization', site.tokens.admin)
      expect([owner.status, owner.headers['cache-control']]).toEqual([200, 'private, no-cache'])
    } finally {
      await send('package_patch', { id: 'home', state: 'active' })
    }
  })
})

it('redirects to links, and nowhere else', async () => {
  const link = async (url: string) => {
    const { body } = await send('resource_create', { package_id: 'home', url })
    return get(`/dataset/home/resource/${body.result.id}/download/x`).redirects(0)
  }
  const plain = await link('http://example.org/a.csv')
  expect([plain.status, plain.headers.location]).toEqual([302, 'http://example.org/a.csv'])
  expect(plain.text).toMatch(/^<!DOCTYPE html>/)
  const odd = await link('https://example.org/é c.csv?x=1&y=%20"')
  expect(odd.headers.location).toBe('https://example.org/%C3%A9%20c.csv?x=1&y=%20%22')
  expect((await link('ftp://example.org/d')).headers.location).toBe('ftp://example.org/d')
  expect((await link('example.org/b.csv')).headers.location).toBe('http://example.org/b.csv')
  for (const url of ['', 'javascript:alert(1)', 'data:text/html,x'])
    expect((await link(url)).status).toBe(404)
})

it.each([
  '/dataset/nope/resource/nope/download/x.csv',
  '/dataset/home/resource/nope/download/x.csv',
  '/dataset/home/resource/../../../../etc/passwd',
  '/dataset/home/resource/%2e%2e%2f%2e%2e/download',
  '/uploads/group/nothing.png',
  '/uploads/group/..%2f..%2fckan.ini',
  '/uploads/..%2f/ckan.ini',
  '/uploads/group/%00.png',
  '/uploads/x/y.png',
])('GET %s is a page: 404', async (path) => {
  const answer = await get(path)
  expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
})

describe('a multipart form', () => {
  const raw = (body: string, type = 'multipart/form-data; boundary=zzz') =>
    request(site.server).post('/api/3/action/package_show').set('Content-Type', type).send(body)
  const part = (name: string, value: string) =>
    `--zzz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

  it('is read', async () => {
    expect((await raw(`${part('id', 'home')}${part('b', '2')}--zzz--\r\n`)).body.result.name).toBe('home')
    expect((await raw(`${part('id', 'home')}--zzz--\r\n`)).body.result.name).toBe('home')
  })

  it('names nothing when it is empty, has no boundary, or names are no plain names', async () => {
    const odd = part('id[]', 'home') + part('__proto__', 'home') + part('id[name]', 'x')
    for (const answer of [
      await raw(''),
      await raw('x', 'multipart/form-data'),
      await raw(`${odd}--zzz--\r\n`),
    ]) {
      expect(answer.status).toBe(409)
      expect(answer.body.error).toEqual({ __type: 'Validation Error', name_or_id: ['Missing value'] })
    }
  })

  it('is refused when it breaks off', async () => {
    const answer = await raw(part('id', 'home'))
    expect([answer.status, answer.body]).toEqual([
      400,
      "Bad request - The form can't be read: Unexpected end of form",
    ])
  })

  it('counts the first file of a name, and none without a file name', async () => {
    const answer = await post('resource_create')
      .field('package_id', 'home')
      .attach('upload', Buffer.from('first'), { filename: 'first.txt' })
      .attach('upload', Buffer.from('second'), { filename: 'second.txt' })
    expect(answer.body.result.url).toMatch(/first\.txt$/)
    const none = await post('resource_create')
      .field({ package_id: 'home', url: 'http://example.org/x', upload: 'just text' })
      .attach('upload', Buffer.from(''), { filename: '' })
    expect(none.body.result.url).toBe('http://example.org/x')
    expect(leftovers()).toEqual([])
  })
})

it('streams in constant memory, with size and hash', async () => {
  const bytes = Buffer.alloc(900_000, 'row,of,data\n')
  const { body } = await upload(bytes, 'rows.csv')
  const answer = await get(new URL(body.result.url).pathname).buffer()
  expect(createHash('sha256').update(answer.text).digest('hex')).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  )
})

it('shows the images of organizations and groups', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const { body } = await post('organization_create')
    .field('name', 'water-board')
    .attach('image_upload', png, { filename: 'logo.png', contentType: 'image/png' })
  const path = new URL(body.result.image_display_url).pathname
  expect(path).toBe(`/uploads/group/${body.result.image_url}`)
  const shown = await get(path)
  expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png'])
  expect(shown.headers['content-disposition']).toBe(`inline; filename=${body.result.image_url}`)
  expect(Buffer.compare(shown.body, png)).toBe(0)
  await post('organization_patch').send({ id: 'water-board', image_url: '', clear_upload: true })
  expect((await get(path)).status).toBe(404)
})
