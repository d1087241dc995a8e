import request from 'supertest'
import { startApp, type StartedApp } from '../support/start-app.ts'

let site: StartedApp
let dataset: { readonly id: string; readonly resources: readonly { readonly id: string }[] }
const read = (path: string, as?: string) => {
  const asked = request(site.app.listener).get(path)
  return as === undefined ? asked : asked.set('Authorization', site.tokens[as] ?? '')
}

beforeAll(async () => {
  site = await startApp({ users: ['member', 'stranger'] })
  const users = [{ name: 'member', capacity: 'member' }]
  await site.post('organization_create', { name: 'water-board', title: 'Water Board', users }, 'admin')
  await site.post('group_create', { name: 'nature', title: 'Nature' }, 'admin')
  const made = await site.post(
    'package_create',
    {
      name: 'rivers',
      title: 'Rivers <script>alert(1)</script>',
      notes: '**All** rivers. <img src=x onerror=alert(1)> [bad](javascript:alert(1)) </script>',
      url: 'javascript:alert(1)',
      owner_org: 'water-board',
      groups: [{ name: 'nature' }],
      tags: [{ name: 'water' }],
      extras: [{ key: 'more', value: 'javascript:alert(1)' }],
      resources: [{ url: 'http://example.org/rivers.csv', format: 'CSV', name: 'Gauges' }],
    },
    'admin',
  )
  dataset = made.result as typeof dataset
  await site.post('package_create', { name: 'secret', owner_org: 'water-board', private: true }, 'admin')
})
afterAll(() => site.close())

test('a dataset’s page shows its description, links and data, and runs nothing of it', async () => {
  const { status, headers, text } = await read('/dataset/rivers')
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(text).toContain('<strong>All</strong> rivers.')
  expect(text).toContain(`href="/dataset/rivers/resource/${dataset.resources[0]?.id ?? ''}"`)
  expect(text).not.toMatch(/<script>|<img src=x|href="javascript/)
})

test('the page carries the dataset as schema.org JSON-LD', async () => {
  const { text } = await read('/dataset/rivers')
  const [, script = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
  const { '@graph': graph } = JSON.parse(script) as { readonly '@graph': readonly object[] }
  expect(graph).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        '@type': 'schema:Dataset',
        '@id': `http://ckan.test/dataset/${dataset.id}`,
        'schema:name': 'Rivers <script>alert(1)</script>',
        'schema:url': 'http://ckan.test/dataset/rivers',
      }),
      expect.objectContaining({ '@type': 'schema:Organization', 'schema:name': 'Water Board' }),
      expect.objectContaining({ 'schema:url': 'http://example.org/rivers.csv' }),
    ]),
  )
})

test('an id leads to the name; names are exact', async () => {
  const { status, headers } = await read(`/dataset/${dataset.id}`)
  expect([status, headers['location']]).toEqual([302, 'http://ckan.test/dataset/rivers'])
  for (const path of ['/dataset/RIVERS', '/dataset/rivers/', '/dataset/no-such'])
    expect([path, (await read(path)).status]).toEqual([path, 404])
})

test('who may not see a dataset is not told of it', async () => {
  expect((await read('/dataset/secret')).status).toBe(404)
  expect((await read('/dataset/secret', 'stranger')).status).toBe(404)
  expect((await read('/dataset/secret', 'member')).status).toBe(200)
  expect((await read('/dataset/')).text).not.toContain('secret')
  expect((await read('/dataset/', 'member')).text).toContain('/dataset/secret')
  expect((await read('/organization/water-board')).text).not.toContain('secret')
})

test('a resource has its page under its own dataset only', async () => {
  const id = dataset.resources[0]?.id ?? ''
  expect((await read(`/dataset/rivers/resource/${id}`)).text).toContain('http://example.org/rivers.csv')
  expect((await read(`/dataset/secret/resource/${id}`, 'admin')).status).toBe(404)
})

test('lists: searched, narrowed, in pages', async () => {
  expect((await read('/dataset?q=gauges')).text).toContain('1 dataset')
  expect((await read('/dataset?q=nothing-like-it')).text).toContain('0 datasets')
  expect((await read('/dataset/?tags=water')).text).toContain('/dataset/rivers')
  expect((await read('/dataset/?tags=fire')).text).not.toContain('/dataset/rivers')
  for (const page of ['0', '-1', 'x']) expect((await read(`/dataset/?page=${page}`)).status).toBe(400)
  for (const path of [
    '/',
    '/about',
    '/organization/',
    '/group',
    '/group/nature',
    '/group/about/nature',
    '/user/',
    '/user/admin',
    '/user/login',
    '/dataset/groups/rivers',
  ])
    expect([path, (await read(path)).status]).toEqual([path, 200])
})

test('redirects stay on this site', async () => {
  expect((await read('/util/redirect?url=/dataset')).headers['location']).toBe('http://ckan.test/dataset')
  for (const url of ['http://example.org/', '//example.org/', '/\\example.org/'])
    expect([url, (await read(`/util/redirect?url=${encodeURIComponent(url)}`)).status]).toEqual([url, 403])
  expect((await read('/util/redirect')).status).toBe(400)
})
