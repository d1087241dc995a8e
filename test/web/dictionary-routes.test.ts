import request from 'supertest'
import { startApp, type StartedApp } from '../support/start-app.ts'

let site: StartedApp
let resource: string
let path: string

const read = (as?: string) => {
  const asked = request(site.app.listener).get(path)
  return as === undefined ? asked : asked.set('Authorization', site.tokens[as] ?? '')
}
const save = (form: string, as?: string, headers: Readonly<Record<string, string>> = {}) => {
  const asked = request(site.app.listener).post(path).type('form').set(headers).send(form)
  return as === undefined ? asked : asked.set('Authorization', site.tokens[as] ?? '')
}
const infos = async (): Promise<unknown> => {
  const { result } = await site.post('datastore_search', { resource_id: resource, limit: 0 }, 'admin')
  const { fields } = result as { readonly fields: readonly { readonly info?: unknown }[] }
  return fields.slice(1).map(({ info }) => info)
}

beforeAll(async () => {
  site = await startApp({ users: ['editor', 'member'] })
  const users = [
    { name: 'editor', capacity: 'editor' },
    { name: 'member', capacity: 'member' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  await site.post('package_create', { name: 'rivers', owner_org: 'water-board' }, 'admin')
  const fields = [
    { id: 'code', type: 'text', info: { label: '</textarea><b>', notes: '</textarea><i>' } },
    { id: 'o', type: 'json' },
  ]
  const made = await site.post('datastore_create', { resource: { package_id: 'rivers' }, fields }, 'admin')
  resource = (made.result as { readonly resource_id: string }).resource_id
  path = `/dataset/rivers/dictionary/${resource}`
})
afterAll(() => site.close())

test('the data dictionary is shown to those who may write it', async () => {
  const { status, text } = await read('editor')
  expect(status).toBe(200)
  expect(text).toContain('name="info__1__label" value="&lt;/textarea&gt;&lt;b&gt;"')
  expect(text).not.toContain('</textarea><i>')
  expect([(await read()).status, (await read('member')).status]).toEqual([404, 404])
})

test('its form saves it, by those who may write it alone', async () => {
  for (const as of [undefined, 'member']) expect((await save('info__1__label=No', as)).status).toBe(404)
  const { status, headers } = await save('info__1__label=Code&info__1__notes=a%0Ab&info__2__x=', 'editor')
  expect([status, headers['location']]).toEqual([302, `http://ckan.test${path}`])
  expect(await infos()).toEqual([{ label: 'Code', notes: 'a\nb' }, { x: '' }])
  // The numbers only give the order.
  await save('info__7__label=Seven', 'editor')
  expect(await infos()).toEqual([{ label: 'Seven' }, {}])
})

test('what is no such form changes nothing', async () => {
  const before = await infos()
  expect((await save('info__1__label=Evil', 'editor', { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await save('info__1__label=%00', 'editor')).status).toBe(400)
  expect((await save('{"a":1}', 'editor', { 'Content-Type': 'application/json' })).status).toBe(415)
  expect(await infos()).toEqual(before)
})
