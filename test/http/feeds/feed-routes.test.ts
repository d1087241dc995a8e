import request from 'supertest'
import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp
const read = (path: string, as?: string) => {
  const asked = request(site.app.listener).get(path).buffer(true)
  return as === undefined ? asked : asked.set('Authorization', site.tokens[as] ?? '')
}
const titles = (xml: string): string[] =>
  [...xml.matchAll(/<entry>.*?<title>(.*?)<\/title>/g)].map(([, title = '']) => title)
const link = (xml: string, relation: string): string | undefined =>
  new RegExp(`<link href="([^"]*)" rel="${relation}"/>`).exec(xml)?.[1]?.replaceAll('&amp;', '&')

beforeAll(async () => {
  site = await startApp({ users: ['writer'], env: { CKAN__FEEDS__LIMIT: '2' } })
  await site.post('organization_create', { name: 'water-board', title: 'Water & Board' }, 'admin')
  for (const name of ['p1', 'p2', 'p3'])
    await site.post('package_create', { name, title: name, owner_org: 'water-board' }, 'admin')
  const odd = { name: 'odd', title: 'A <b> & "c"', notes: 'one\ntwo\u0001', tags: [{ name: 'wet' }] }
  await site.post('package_create', { ...odd, owner_org: 'water-board' }, 'admin')
  await site.post('package_create', { name: 'secret', owner_org: 'water-board', private: true }, 'admin')
})
afterAll(() => site.close())

test('the links of a feed lead through all of its pages', async () => {
  const seen: string[] = []
  let path: string | undefined = '/feeds/dataset.atom'
  while (path !== undefined && seen.length < 10) {
    const answer: request.Response = await read(path)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/atom+xml')
    const xml = answer.text
    seen.push(...titles(xml))
    path = titles(xml).length === 0 ? undefined : link(xml, 'next')
  }
  expect(seen.sort()).toEqual(['A &lt;b&gt; &amp; "c"', 'p1', 'p2', 'p3'])
})

test('private datasets are in nobody’s feed', async () => {
  for (const path of ['/feeds/custom.atom?q=secret', '/feeds/custom.json?name=secret'])
    for (const as of [undefined, 'writer', 'admin']) {
      const answer = await read(path, as)
      expect(answer.status).toBe(200)
      expect(answer.text).not.toContain('dataset/secret')
    }
})

test('the feeds of an organization and a tag, and of what does not exist', async () => {
  const board = (await read('/feeds/organization/water-board.atom')).text
  expect(board).toContain('<title>CKAN - Organization: "Water &amp; Board"</title>')
  expect(titles((await read('/feeds/tag/wet.atom')).text)).toHaveLength(1)
  expect((await read('/feeds/organization/no-such.atom')).status).toBe(404)
  expect((await read('/feeds/dataset.atom?page=0')).status).toBe(400)
  expect((await read('/feeds/dataset.atom?page=x')).status).toBe(400)
  expect((await read('/feeds/custom.atom?q=title:%5B')).status).toBe(400)
  expect((await read('/feeds/custom.atom?a%20b=1')).status).toBe(400)
  expect((await read('/feeds/dataset.rss')).status).toBe(404)
})

test('JSON Feed says the same', async () => {
  const { status, headers, text } = await read('/feeds/custom.json?tags=wet')
  expect([status, headers['content-type']]).toEqual([200, 'application/feed+json'])
  const feed = JSON.parse(text) as Record<string, unknown>
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'http://ckan.test/feeds/custom.json?tags=wet',
    items: [{ url: 'http://ckan.test/dataset/odd', title: 'A <b> & "c"', tags: ['wet'] }],
  })
  expect(feed).not.toHaveProperty('next_url')
  const paged = JSON.parse((await read('/feeds/dataset.json')).text) as Record<string, unknown>
  expect(paged['next_url']).toBe('http://ckan.test/feeds/dataset.json?page=2')
})
