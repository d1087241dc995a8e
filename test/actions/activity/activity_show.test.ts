import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let ids: readonly string[]
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob', 'eve'] })
  const members = (name: string) => [{ name, capacity: 'editor' }]
  await site.post('organization_create', { name: 'office', users: members('ann') }, 'admin')
  await site.post('organization_create', { name: 'other', users: members('bob') }, 'admin')
  await site.post('package_create', { name: 'data-set', owner_org: 'office', notes: 'a' }, 'ann')
  await site.post('package_patch', { id: 'data-set', notes: 'b' }, 'ann')
  await site.post('package_patch', { id: 'data-set', private: true }, 'ann')
  await site.post('package_patch', { id: 'data-set', private: false, owner_org: 'other' }, 'admin')
  const { result } = await site.post('package_activity_list', { id: 'data-set' }, 'admin')
  ids = (result as { id: string }[]).map(({ id }) => id).toReversed()
})
afterAll(() => site.close())

const refused = (message: string) => ({ status: 403, error: { message: `Access denied: ${message}` } })

test('an activity is open to readers of the dataset, its details to editors', async () => {
  const [, changed] = ids
  expect(await site.post('activity_show', { id: changed })).toMatchObject({ status: 200 })
  const details = { id: changed, include_data: true }
  expect(await site.post('activity_show', details, 'bob')).toMatchObject({ status: 200 })
  expect(await site.post('activity_show', details, 'eve')).toMatchObject({ status: 403 })
  expect(await site.get('activity_data_show', { id: changed }, 'eve')).toMatchObject({ status: 403 })
  expect(
    (await site.get('activity_data_show', { id: changed, object_type: 'package' }, 'bob')).result,
  ).toMatchObject({ notes: 'b' })
})

test('what happened while the dataset was private stays with those who could see it', async () => {
  const [, , hidden, opened] = ids
  const unauthorized = refused('Unauthorized to view activity data')
  expect(await site.post('activity_show', { id: hidden })).toMatchObject(unauthorized)
  expect(await site.post('activity_show', { id: hidden }, 'bob')).toMatchObject(unauthorized)
  // The difference from a private version would tell it.
  expect(await site.get('activity_diff', { id: opened, object_type: 'package' }, 'bob')).toMatchObject(
    unauthorized,
  )
  expect(await site.get('activity_diff', { id: opened, object_type: 'package' }, 'admin')).toMatchObject({
    status: 200,
  })
})

test('activities about other things are for sysadmins', async () => {
  const { result } = await site.post('user_activity_list', { id: 'ann' })
  const user = (result as { id: string; activity_type: string }[]).find(
    (one) => one.activity_type === 'new user',
  )
  expect(await site.post('activity_show', { id: user?.id }, 'ann')).toMatchObject(
    refused('object_type not recognized'),
  )
  expect(await site.post('activity_show', { id: user?.id }, 'admin')).toMatchObject({ status: 200 })
})

test.each(['', 'x', null, 5, ['a'], '00000000-0000-7000-8000-000000000000'])(
  'there is none of id %j',
  async (id) => {
    for (const action of ['activity_show', 'activity_data_show']) {
      expect(await site.post(action, { id })).toMatchObject({ status: 404 })
    }
    const data = { id, object_type: 'package' }
    // Whoever is asked for rights needs an id.
    expect(await site.post('activity_diff', data)).toMatchObject({ status: id ? 404 : 409 })
    expect(await site.post('activity_diff', data, 'admin')).toMatchObject({ status: 404 })
  },
)

test('an id with another end is none', async () => {
  const id = `${(ids[0] ?? '').slice(0, -1)}${(ids[0] ?? '').endsWith('0') ? '1' : '0'}`
  expect(await site.post('activity_show', { id }, 'admin')).toMatchObject({ status: 404 })
})

test.each([
  ['unified', '-  "notes": "a",\n+  "notes": "b",'],
  ['context', '!   "notes": "a",'],
  ['html', '"<span class="diff_chg">a</span>",'],
])('a difference as %s', async (type, text) => {
  const answer = await site.get(
    'activity_diff',
    { id: ids[1], object_type: 'package', diff_type: type },
    'bob',
  )
  const { diff, activities } = answer.result as { diff: string; activities: { id: string }[] }
  expect(diff).toContain(text)
  expect(activities.map(({ id }) => id)).toEqual(ids.slice(0, 2))
})

test('activity_diff words its refusals as CKAN', async () => {
  const diff = (query: object) => site.get('activity_diff', query, 'admin')
  expect(await diff({ id: ids[0], object_type: 'package' })).toMatchObject({
    status: 404,
    error: { message: 'Not found: Previous activity for this object not found' },
  })
  expect(await diff({ id: ids[1], object_type: 'group' })).toMatchObject({
    status: 404,
    error: { message: 'Not found: Could not find object in the activity data' },
  })
  expect(await diff({ id: ids[1], object_type: 'package', diff_type: 'x' })).toMatchObject({
    status: 409,
    error: { message: 'diff_type not recognized' },
  })
  expect(await diff({ id: ids[1] })).toMatchObject({ error: { object_type: ['Missing value'] } })
})
