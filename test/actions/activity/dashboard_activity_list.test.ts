import { type MailServer, startMailServer } from '../../mail/mail-server.ts'
import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  site = await startApp({
    users: ['ann', 'bob'],
    env: {
      CKAN___SMTP__SERVER: `localhost:${server.port}`,
      CKAN___SMTP__MAIL_FROM: 'portal@example.org',
      CKAN__ACTIVITY_STREAMS_EMAIL_NOTIFICATIONS: 'true',
    },
  })
  const users = [{ name: 'ann', capacity: 'editor' }]
  await site.post('organization_create', { name: 'office', users }, 'admin')
})
afterAll(async () => {
  await site.close()
  await server.close()
})

const count = async (): Promise<unknown> =>
  (await site.get('dashboard_new_activities_count', {}, 'bob')).result
const notify = async (): Promise<number> => {
  expect(await site.post('send_email_notifications', {}, 'admin')).toMatchObject({
    status: 200,
    result: null,
  })
  await site.app.worker.runDue()
  return server.mails.length
}

test('what one follows is new until it is marked as seen; e-mails tell of it once', async () => {
  await site.post('user_patch', { id: 'bob', activity_streams_email_notifications: true }, 'bob')
  expect(await count()).toBe(0)
  expect(await notify()).toBe(0)
  await site.post('follow_group', { id: 'office' }, 'bob')
  await site.post('dashboard_mark_activities_old', {}, 'bob')
  expect(await count()).toBe(0)
  await site.post('package_create', { name: 'pp', owner_org: 'office' }, 'ann')
  await site.post('package_create', { name: 'qq', owner_org: 'office', private: true }, 'ann')
  expect(await count()).toBe(1)
  const { result } = await site.get('dashboard_activity_list', { limit: 1 }, 'bob')
  expect(result).toMatchObject([{ activity_type: 'new package', is_new: true }])
  expect(await notify()).toBe(1)
  expect(server.mails[0]).toMatchObject({ to: ['bob@example.com'] })
  expect(await notify()).toBe(1)
  await site.post('package_patch', { id: 'pp', notes: 'x' }, 'ann')
  expect(await notify()).toBe(2)
})

test('of an organization one sees what happened to active datasets, and to those deleted by their id', async () => {
  const names = async (action: string, data: object): Promise<readonly (string | undefined)[]> => {
    const { result } = await site.post(action, data, 'bob')
    const rows = result as readonly { data: { package?: { name: string } } }[]
    return [...new Set(rows.map((row) => row.data.package?.name).filter((name) => name !== undefined))]
  }
  expect(await names('dashboard_activity_list', {})).toEqual(['pp'])
  await site.post('package_patch', { id: 'pp', state: 'draft' }, 'ann')
  expect(await names('dashboard_activity_list', {})).toEqual([])
  expect(await names('organization_activity_list', { id: 'office' })).toEqual(['pp'])
  await site.post('package_delete', { id: 'pp' }, 'ann')
  expect(await names('dashboard_activity_list', {})).toEqual([])
  const { id } = (await site.get('package_show', { id: 'pp' }, 'ann')).result as { id: string }
  await site.post('package_delete', { id }, 'ann')
  expect(await names('dashboard_activity_list', {})).toEqual(['pp'])
  await site.post('package_patch', { id, state: 'active' }, 'ann')
  await site.post('package_patch', { id, state: 'draft' }, 'ann')
  await site.post('follow_dataset', { id: 'pp' }, 'bob')
  expect(await names('dashboard_activity_list', {})).toEqual(['pp'])
})

test('guests have no dashboard, and only sysadmins send e-mails', async () => {
  for (const action of [
    'dashboard_activity_list',
    'dashboard_new_activities_count',
    'dashboard_mark_activities_old',
  ]) {
    expect(await site.post(action)).toMatchObject({
      status: 403,
      error: { message: 'Access denied: You must be logged in to access your dashboard.' },
    })
  }
  expect(await site.post('send_email_notifications', {}, 'bob')).toMatchObject({ status: 403 })
})
