import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
afterEach(() => site.close())

const ofUser = async (query: object, as?: string) => {
  const { result } = await site.post('user_activity_list', query, as)
  return (result as { activity_type: string }[]).map((one) => one.activity_type)
}

test('a sysadmin records by hand; activities of datasets without labels are for sysadmins', async () => {
  site = await startApp({ users: ['ann'] })
  const org = (await site.post('organization_create', { name: 'office' }, 'admin')).result as { id: string }
  const made = (await site.post('package_create', { name: 'pp', owner_org: 'office' }, 'admin')).result
  const { id } = made as { id: string }
  const change = { user_id: 'ann', object_id: id, activity_type: 'changed package' }
  expect(await site.post('activity_create', change, 'ann')).toMatchObject({ status: 403 })
  for (const data of [{ package: { a: [1] } }, 'text', [1, 2], 5, null]) {
    const answer = await site.post('activity_create', { ...change, data }, 'admin')
    expect(answer).toMatchObject({ status: 200, result: { data: data ?? {}, permission_labels: null } })
  }
  expect(await ofUser({ id: 'ann' })).toEqual(['new user'])
  expect(await ofUser({ id: 'ann' }, 'admin')).toHaveLength(6)
  await site.post('activity_create', { ...change, permission_labels: ['public'] }, 'admin')
  await site.post('activity_create', { ...change, object_id: org.id, activity_type: 'follow group' }, 'admin')
  expect(await ofUser({ id: 'ann' })).toEqual(['follow group', 'changed package', 'new user'])
})

test('nothing is recorded where activity streams are off', async () => {
  site = await startApp({ env: { CKAN__ACTIVITY_STREAMS_ENABLED: 'false' } })
  await site.post('organization_create', { name: 'office' }, 'admin')
  expect(await ofUser({ id: 'admin' }, 'admin')).toEqual([])
})

test('without the plugin there are no such actions', async () => {
  site = await startApp({ env: { CKAN__PLUGINS: 'datastore' } })
  for (const action of ['user_activity_list', 'activity_create', 'dashboard_mark_activities_old']) {
    expect(await site.post(action, { id: 'admin' }, 'admin')).toMatchObject({ status: 400 })
    expect(await site.post('help_show', { name: action })).toMatchObject({ status: 404 })
  }
  expect(await site.post('organization_create', { name: 'office' }, 'admin')).toMatchObject({ status: 200 })
})

test('what hidden users do is in lists only for sysadmins who ask', async () => {
  site = await startApp({ users: ['bot'], env: { CKAN__HIDE_ACTIVITY_FROM_USERS: 'bot' } })
  const hidden = { id: 'bot', include_hidden_activity: true }
  expect(await ofUser({ id: 'bot' }, 'admin')).toEqual([])
  expect(await ofUser(hidden, 'bot')).toEqual([])
  expect(await ofUser(hidden, 'admin')).toEqual(['new user'])
})

test('users, groups and organizations have their own types', async () => {
  site = await startApp({ users: ['ann'] })
  await site.post('user_patch', { id: 'ann', about: 'x' }, 'admin')
  await site.post('group_create', { name: 'topic' }, 'ann')
  await site.post('group_patch', { id: 'topic', title: 'Topic' }, 'ann')
  await site.post('group_delete', { id: 'topic' }, 'ann')
  expect(await ofUser({ id: 'ann' })).toEqual([
    'deleted group',
    'changed group',
    'new group',
    'changed user',
    'new user',
  ])
})
