import { type StartedApp, startApp } from '../../support/start-app.ts'

interface Shown {
  readonly id: string
}

let site: StartedApp
let org: string
let one: string
let away: string
beforeAll(async () => {
  site = await startApp({ users: ['adam', 'edith'] })
  const users = [
    { name: 'adam', capacity: 'admin' },
    { name: 'edith', capacity: 'editor' },
  ]
  org = ((await site.post('organization_create', { name: 'water-board', users }, 'admin')).result as Shown).id
  await site.post('organization_create', { name: 'air-board' }, 'admin')
  one = ((await site.post('package_create', { name: 'one', owner_org: org }, 'admin')).result as Shown).id
  away = (
    (await site.post('package_create', { name: 'away', owner_org: 'air-board' }, 'admin')).result as Shown
  ).id
})
afterAll(() => site.close())

const names = async () => (await site.get('package_list')).result
const found = async () => ((await site.get('package_search', { q: '*:*' })).result as { count: number }).count

test('bulk updates change the datasets of one organization, not their times', async () => {
  const time = async () =>
    ((await site.get('package_show', { id: one }, 'admin')).result as { metadata_modified: string })
      .metadata_modified
  const before = await time()
  const run = (action: string) => site.post(action, { datasets: [one, away], org_id: org }, 'adam')
  expect(await run('bulk_update_private')).toMatchObject({ status: 200, result: null })
  expect([await names(), await found()]).toEqual([['away'], 1])
  expect(await run('bulk_update_public')).toMatchObject({ status: 200 })
  expect([await names(), await found()]).toEqual([['away', 'one'], 2])
  expect(await run('bulk_update_delete')).toMatchObject({ status: 200 })
  expect([await names(), await found()]).toEqual([['away'], 1])
  expect(await time()).toBe(before)
})

test.each(['bulk_update_private', 'bulk_update_public', 'bulk_update_delete'])(
  '%s is for admins of the organization',
  async (action) => {
    for (const as of [undefined, 'edith']) {
      expect(await site.post(action, { datasets: [one], org_id: org }, as)).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
    for (const data of [
      {},
      { datasets: [one], org_id: 'no-such' },
      { datasets: [away], org_id: 'air-board' },
    ]) {
      expect(await site.post(action, data, 'adam')).toMatchObject({ status: 403 })
      expect(await site.post(action, data, 'admin')).toMatchObject({ status: 200, result: null })
    }
    for (const unknown of ['no-such', null, 5]) {
      expect(await site.post(action, { datasets: [unknown], org_id: org }, 'admin')).toMatchObject({
        status: 404,
        error: { message: 'Not found: package' },
      })
    }
    expect(await site.post(action, { datasets: one, org_id: org }, 'admin')).toMatchObject({ status: 409 })
    expect(await names()).toEqual(['away'])
  },
)
