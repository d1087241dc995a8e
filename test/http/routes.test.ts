import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
const get = (path: string) => request(site.server).get(path)

it.each([
  ['/api', 1],
  ['/api/', 1],
  ['/api/1', 1],
  ['/api/1/', 1],
  ['/api/2', 2],
  ['/api/3', 3],
  ['/api/3/', 3],
  ['//api/3', 3],
  ['/de/api/3', 3],
])('GET %s is version %i', async (path, version) => {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json;charset=utf-8')
  expect(answer.text).toBe(`{"version": ${version}}`)
})

it.each([
  '/api/4',
  '/api/0',
  '/api/x',
  '/api/3.0',
  '/api/3/action',
  '/api/3/action/',
  '/api/action',
  '/api/1/action/package_list',
  '/api/2/action/package_list',
  '/api/3/action/package_list/',
  '/api/3/action//package_list',
  '/api/3/Action/package_list',
  '/API/3/action/package_list',
  '/xx/api/3/action/package_list',
  '/fr/fr/api/3',
  '/api/3/action/a%2Fb',
  '/api/rest/dataset',
  '/api/3/util/dataset/autocomplete',
  '/api/util/status',
  '/apis',
  '/favicon.ico',
  '/..%2f..%2fetc/passwd',
  '/%',
])('GET %s is a page: 404', async (path) => {
  const answer = await get(path)
  expect(answer.status).toBe(404)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.text).toMatch(/^<!DOCTYPE html>/)
})

it.each([
  ['package_shows', 'package_shows'],
  ['Package_show', 'Package_show'],
  ['package_list;x=1', 'package_list;x=1'],
  ['package_show%20', 'package_show '],
  ['package_show%00', 'package_show\0'],
  ['%C3%A9t%C3%A9', 'été'],
  ['%FF', '\uFFFD'],
  ['__init__', '__init__'],
  ['constructor', 'constructor'],
  ['toString', 'toString'],
  ['%22quoted%22', '"quoted"'],
  ["it's", "it's"],
  ['%3Cb%3E', '<b>'],
])('an action %s does not exist: a bare text', async (path, name) => {
  for (const method of ['get', 'post'] as const) {
    const answer = await request(site.server)[method](`/api/3/action/${path}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toBe(`Bad request - Action name not known: ${name}`)
  }
})

it('puts the language of the path into the help', async () => {
  const answer = await get('/fr/api/3/action/package_list')
  expect(answer.body).toEqual({
    help: 'http://ckan.test/fr/api/3/action/help_show?name=package_list',
    success: true,
    result: [],
  })
})

it('moves the old names of languages for good', async () => {
  const answer = await get('/zh_TW/api/3?x=1').redirects(0)
  expect(answer.status).toBe(308)
  expect(answer.headers.location).toBe('http://ckan.test/zh_Hant_TW/api/3?x=1')
})

it.each(['put', 'delete', 'patch'] as const)('%s is a page: 405', async (method) => {
  for (const path of ['/api/3/action/package_list', '/api/3/action/package_create', '/api/3', '/nothing']) {
    const answer = await request(site.server)[method](path)
    expect(answer.status).toBe(405)
    expect(answer.text).toMatch(/^<!DOCTYPE html>/)
  }
})

it('answers OPTIONS for every action, known or not', async () => {
  for (const name of ['package_list', 'package_create', 'nothing_here']) {
    const answer = await request(site.server).options(`/api/3/action/${name}`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS, POST')
    expect(answer.text).toBe('')
  }
})

it('answers OPTIONS for other addresses', async () => {
  for (const path of ['/dataset', '/api/util/tag/autocomplete', '/api/i18n/de', '/feeds/dataset.atom', '/']) {
    const answer = await request(site.server).options(path)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers.allow).toBe('HEAD, GET, OPTIONS')
    expect(answer.text).toBe('')
  }
})

it('answers HEAD with the headers alone', async () => {
  const full = await get('/api/3/action/package_list')
  const head = await request(site.server).head('/api/3/action/package_list')
  expect(head.status).toBe(200)
  expect(head.headers['content-type']).toBe('application/json;charset=utf-8')
  expect(head.headers['content-length']).toBe(full.headers['content-length'])
  expect((await request(site.server).head('/api/3/action/package_show?id=nope')).status).toBe(404)
  expect((await request(site.server).head('/api/3/action/nothing_here')).status).toBe(400)
  expect((await request(site.server).head('/api/3/action/package_create')).status).toBe(400)
})

it('refuses GET for actions that write', async () => {
  const answer = await get('/api/3/action/package_create?name=x&callback=f')
  expect(answer.status).toBe(400)
  expect(answer.body).toBe(
    'Bad request - JSON Error: Invalid request. Please use POST method for your request',
  )
})

it('knows the languages of scripts', async () => {
  const known = await get('/api/i18n/de')
  expect([known.status, known.headers['content-type'], known.text]).toEqual([
    200,
    'text/html; charset=utf-8',
    '{}',
  ])
  const unknown = await get('/api/2/i18n/xx')
  expect([unknown.status, unknown.body]).toEqual([400, 'Bad request - Unknown locale: xx'])
})

it('serves robots.txt as CKAN', async () => {
  const answer = await get('/robots.txt')
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.text).toContain('Disallow: /api/\n')
})

it('tells caches and browsers what to do', async () => {
  const anonymous = await get('/api/3/action/package_list')
  expect(anonymous.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  expect(anonymous.headers['x-content-type-options']).toBe('nosniff')
  expect(anonymous.headers.vary).toContain('Authorization')
  expect(anonymous.headers).not.toHaveProperty('x-powered-by')
  const known = await get('/api/3/action/package_list').set('Authorization', site.tokens.admin)
  expect(known.headers['cache-control']).toBe('private, no-store')
})

it('takes a proxy’s absolute address', async () => {
  const { request: send } = await import('node:http')
  const { port } = site.server.address() as { port: number }
  const status = await new Promise((resolve) => {
    send({ port, path: 'http://ckan.test/api/3/action/package_list' }, (res) => {
      res.resume()
      resolve(res.statusCode)
    }).end()
  })
  expect(status).toBe(200)
})

it.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', undefined],
  ['*', undefined],
])('compresses longer answers for a client that accepts %s', async (accepted, encoding) => {
  const { port } = site.server.address() as { port: number }
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { 'Accept-Encoding': accepted },
    })
    return { encoding: answer.headers.get('content-encoding') ?? undefined, text: await answer.text() }
  }
  const long = await ask('/api/3/action/license_list')
  expect(long.encoding).toBe(encoding)
  expect(JSON.parse(long.text).result[0].id).toBe('notspecified')
  expect((await ask('/api/3')).encoding).toBeUndefined()
})
