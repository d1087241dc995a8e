import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

let site: Site
const logged: string[] = []
beforeAll(async () => {
  site = await openSite({ CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' })
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    // What Node itself warns of is not meant.
    if (String(text).startsWith('{')) logged.push(String(text))
    return true
  })
})
afterEach(async () => {
  expect((await request(site.server).get('/api/3')).text).toBe('{"version": 3}')
  expect(logged).toEqual([])
})
afterAll(async () => {
  jest.restoreAllMocks()
  await site.close()
})

/** Sends bytes as they are and gives what comes back until the server closes, or `hangUp` closes. */
async function raw(bytes: string, hangUp = false): Promise<string> {
  const { port } = site.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(bytes)
  if (hangUp) setTimeout(() => socket.destroy(), 100)
  await new Promise((done) => socket.on('close', done))
  return answer
}
const POST = 'POST /api/3/action/package_create HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
const status = (answer: string): number => Number(answer.split(' ')[1])

it.each([
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['headers without end', `GET /api/3 HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}`, 431],
  ['a thousand headers', `GET /api/3 HTTP/1.1\r\nHost: x\r\n${'X-A: 1\r\n'.repeat(3000)}\r\n`, 431],
  ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
  ['length and chunks', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  ['a broken chunk', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
  ['a header with a NUL', 'GET /api/3 HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
])('answers %s with a refusal', async (_what, bytes, expected) => {
  expect(status(await raw(bytes))).toBe(expected)
})

it.each([
  ['a body', 'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":'],
  ['a form', 'Content-Type: multipart/form-data; boundary=z\r\nContent-Length: 1000\r\n\r\n--z\r\n'],
  [
    'a file',
    'Content-Type: multipart/form-data; boundary=z\r\nContent-Length: 100000\r\n\r\n' +
      `--z\r\nContent-Disposition: form-data; name="upload"; filename="a"\r\n\r\n${'x'.repeat(20_000)}`,
  ],
])('forgets %s that breaks off', async (_what, rest) => {
  await raw(POST + rest, true)
  await new Promise((done) => setTimeout(done, 100))
  expect(readdirSync(join(site.folder, 'tmp'))).toEqual([])
})

const json = (body: string) =>
  request(site.server)
    .post('/api/3/action/package_create')
    .set({ 'Content-Type': 'application/json', Authorization: site.tokens.admin })
    .send(body)

it.each([
  ['100,000 levels', `{"a":${'['.repeat(100_000)}`],
  ['a million keys', `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join(',')}}`],
  ['70 MiB', `{"name": "${'x'.repeat(70 * 1024 * 1024)}"}`],
])('refuses %s at once', async (_what, body) => {
  const started = performance.now()
  const answer = await json(body)
  expect([400, 413]).toContain(answer.status)
  expect(answer.body).toMatch(/^Bad request - /)
  expect(performance.now() - started).toBeLessThan(2000)
})

it.each([
  '{"name": ["a"]}',
  '{"name": {"a": 1}}',
  '{"name": 5}',
  '{"name": true}',
  '{"name": "x", "tags": "a"}',
  '{"name": "x", "tags": [1]}',
  '{"name": "x", "resources": {"a": 1}}',
  '{"name": "x", "resources": [[]]}',
  '{"name": "x", "extras": [{"key": {}, "value": []}]}',
  '{"name": "x", "groups": [null]}',
  '{"name": "x", "owner_org": []}',
  '{"name": "x", "id": "../../etc/passwd"}',
  '{"name": "../x"}',
  '{"name": "1e999", "version": 1e999}',
  '{"constructor": {"prototype": {"polluted": 1}}, "__proto__": {"polluted": 1}}',
])('never fails on %s', async (body) => {
  expect((await json(body)).status).toBeLessThan(500)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

it('tells nothing of itself when an answer fails, and the operator everything', async () => {
  const { writer } = site.app.store.connections
  writer.exec('ALTER TABLE package RENAME TO package_gone')
  const answer = await request(site.server).get('/api/3/action/package_list?token=s3cret%0A')
  writer.exec('ALTER TABLE package_gone RENAME TO package')
  expect(answer.status).toBe(500)
  expect(answer.body.error).toEqual({ __type: 'Internal Server Error', message: 'Internal Server Error' })
  const [line = '', ...others] = logged.splice(0)
  expect(others).toEqual([])
  expect(line).not.toContain('s3cret')
  expect(line.trimEnd()).not.toContain('\n')
  expect(JSON.parse(line)).toMatchObject({
    level: 'error',
    method: 'GET',
    path: '/api/3/action/package_list',
    message: 'no such table: package',
  })
})

it('says that the disk is full, in CKAN’s shape', async () => {
  const { writer } = site.app.store.connections
  const room = writer.pragma('max_page_count', { simple: true })
  writer.pragma('max_page_count = 1')
  const answer = await json(`{"name": "no-room", "notes": "${'x'.repeat(1024 * 1024)}"}`)
  writer.pragma(`max_page_count = ${String(room)}`)
  expect(answer.status).toBe(507)
  expect(answer.body.error).toEqual({
    __type: 'Storage Error',
    message: "The server's disk is full. Nothing was changed.",
  })
  expect(logged.splice(0)).toHaveLength(1)
  expect((await request(site.server).get('/api/3/action/package_show?id=no-room')).status).toBe(404)
})
