import request from 'supertest'
import { startApp, type StartedApp } from '../support/start-app.ts'

let site: StartedApp
const read = (path: string) => request(site.app.listener).get(path).buffer(true)
const addresses = (xml: string): string[] => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, to = '']) => to)

beforeAll(async () => {
  site = await startApp()
})
afterAll(() => site.close())

test('the sitemap leads to every public dataset and to no other', async () => {
  expect(addresses((await read('/sitemap.xml')).text)).toEqual([])
  expect((await read('/sitemap/1.xml')).status).toBe(404)
  await site.post('organization_create', { name: 'board' }, 'admin')
  for (const name of ['one', 'two', 'gone']) {
    await site.post('package_create', { name, owner_org: 'board' }, 'admin')
  }
  await site.post('package_create', { name: 'secret', owner_org: 'board', private: true }, 'admin')
  await site.post('package_delete', { id: 'gone' }, 'admin')
  const index = await read('/sitemap.xml')
  expect(index.headers['content-type']).toBe('application/xml; charset=utf-8')
  expect(addresses(index.text)).toEqual(['http://ckan.test/sitemap/1.xml'])
  const file = await read('/sitemap/1.xml')
  expect(addresses(file.text)).toEqual(['http://ckan.test/dataset/one', 'http://ckan.test/dataset/two'])
  expect(file.text).toMatch(/<lastmod>\d{4}-\d\d-\d\d<\/lastmod>/)
  for (const path of ['/sitemap/0.xml', '/sitemap/2.xml', '/sitemap/x.xml'])
    expect([path, (await read(path)).status]).toEqual([path, 404])
})
