import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import request from 'supertest'
import { startApp, type StartedApp } from '../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['member'], env: { CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' } })
  await site.post('organization_create', { name: 'office', title: 'Office' }, 'admin')
  await site.post('package_create', { name: 'trees', title: 'Trees', owner_org: 'office' }, 'admin')
})
afterAll(() => site.close())

/** What a guest is told twice: the second answer may be a kept one. */
async function twice(action: string, query: object): Promise<unknown> {
  const first = await site.get(action, query)
  const second = await site.get(action, query)
  expect(second).toEqual(first)
  return second.result
}

it('tells guests of a change at once', async () => {
  expect(await twice('package_show', { id: 'trees' })).toMatchObject({ title: 'Trees' })
  await site.post('package_patch', { id: 'trees', title: 'All trees' }, 'admin')
  expect(await twice('package_show', { id: 'trees' })).toMatchObject({ title: 'All trees' })
})

it('tells guests at once of what stands beside a dataset', async () => {
  expect(await twice('package_show', { id: 'trees' })).toMatchObject({ organization: { title: 'Office' } })
  expect(await twice('package_search', { q: 'trees' })).toMatchObject({ count: 1 })
  await site.post('organization_patch', { id: 'office', title: 'Bureau' }, 'admin')
  expect(await twice('package_show', { id: 'trees' })).toMatchObject({ organization: { title: 'Bureau' } })
  expect(await twice('organization_list', { all_fields: true })).toMatchObject([{ title: 'Bureau' }])
})

it('keeps nothing of what was made private or deleted', async () => {
  await site.post('package_create', { name: 'lamps', owner_org: 'office' }, 'admin')
  expect(await twice('package_list', {})).toEqual(['lamps', 'trees'])
  expect(await twice('package_show', { id: 'lamps' })).toMatchObject({ name: 'lamps' })
  await site.post('package_patch', { id: 'lamps', private: true }, 'admin')
  expect((await site.get('package_show', { id: 'lamps' })).status).toBe(403)
  expect(await twice('package_list', {})).toEqual(['trees'])
  expect(await twice('package_search', {})).toMatchObject({ count: 1 })
})

it('gives guests nothing that others were told', async () => {
  await site.post('package_create', { name: 'plans', owner_org: 'office', private: true }, 'admin')
  const query = { id: 'plans' }
  expect((await site.get('package_show', query, 'admin')).status).toBe(200)
  expect((await site.get('package_show', query, 'admin')).status).toBe(200)
  expect((await site.get('package_show', query, 'member')).status).toBe(403)
  expect((await site.get('package_show', query)).status).toBe(403)
})

it('sees what another process writes', async () => {
  await site.post('package_create', { name: 'roads', owner_org: 'office' }, 'admin')
  expect(await twice('package_list', {})).toContain('roads')
  const other = new Sqlite(join(site.app.services.config['ckanister.data'], 'catalogue.sqlite'))
  other.exec("UPDATE package SET name = 'streets' WHERE name = 'roads'")
  other.close()
  expect(await twice('package_list', {})).toContain('streets')
})

it('sends a kept answer compressed as well as plain, and as a script', async () => {
  await site.post(
    'package_create',
    { name: 'long', notes: 'Street by street. '.repeat(200), owner_org: 'office' },
    'admin',
  )
  const ask = (encoding: string, callback?: string) =>
    request(site.app.listener)
      .get('/api/3/action/package_show')
      .query({ id: 'long', ...(callback === undefined ? {} : { callback }) })
      .set('Accept-Encoding', encoding)
  const plain = await ask('identity')
  for (const encoding of ['gzip', 'br', 'gzip', 'br', 'identity']) {
    const answer = await ask(encoding)
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding)
    expect(answer.text).toBe(plain.text)
  }
  expect((await ask('gzip', 'show')).text).toBe(`show(${plain.text});`)
  expect((await ask('gzip', 'show')).headers['content-type']).toContain('javascript')
})

it('counts the time anew for a query that speaks of it', async () => {
  const query = { fq: 'metadata_modified:[NOW-2SECONDS TO *]', rows: 0 }
  await site.post('package_create', { name: 'fresh', owner_org: 'office' }, 'admin')
  expect((await site.get('package_search', query)).result).toMatchObject({
    count: expect.any(Number) as number,
  })
  await new Promise((resolve) => setTimeout(resolve, 3100))
  expect((await site.get('package_search', query)).result).toMatchObject({ count: 0 })
})
