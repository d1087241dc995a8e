import request from 'supertest'
import { openSite, type Site } from './open-site.ts'

let site: Site
afterEach(() => site.close())
const help = async (path: string): Promise<unknown> => {
  const { body } = await request(site.server).get(`${path}/api/3/action/package_list`)
  return body.help
}

it('serves under a path, with the language behind it', async () => {
  site = await openSite({ CKAN__ROOT_PATH: '/data/' })
  const end = '/api/3/action/help_show?name=package_list'
  expect(await help('/data')).toBe(`http://ckan.test/data${end}`)
  expect(await help('/data/fr')).toBe(`http://ckan.test/data/fr${end}`)
  expect(await help('')).toBe(`http://ckan.test/data${end}`)
  expect((await request(site.server).get('/other/api/3')).status).toBe(404)
  expect((await request(site.server).get('/data')).status).toBe(200)
})

it('serves under a path with the language in the middle', async () => {
  site = await openSite({ CKAN__ROOT_PATH: '/portal/{{LANG}}/data' })
  const end = '/api/3/action/help_show?name=package_list'
  expect(await help('/portal/data')).toBe(`http://ckan.test/portal/data${end}`)
  expect(await help('/portal/fr/data')).toBe(`http://ckan.test/portal/fr/data${end}`)
})

it('knows only the languages offered', async () => {
  site = await openSite({ CKAN__LOCALES_OFFERED: 'en fr' })
  expect((await request(site.server).get('/fr/api/3')).status).toBe(200)
  expect((await request(site.server).get('/de/api/3')).status).toBe(404)
})
