import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.post(
    'organization_create',
    { name: 'office', users: [{ name: 'ann', capacity: 'admin' }] },
    'admin',
  )
})
afterAll(() => site.close())

const invite = (data: object, as?: string) => site.post('user_invite', data, as)
const whole = { email: 'x@example.org', group_id: 'office', role: 'member' }

test('user_invite checks what it is given, in CKAN’s words', async () => {
  expect((await invite({}, 'admin')).error).toMatchObject({
    email: ['Missing value'],
    group_id: ['Missing value'],
    role: ['Missing value'],
  })
  expect((await invite({ ...whole, email: 'bob@example.com' }, 'admin')).error).toMatchObject({
    email: ["The email address 'bob@example.com' belongs to a registered user."],
  })
  expect(await invite({ ...whole, group_id: 'no-such' }, 'admin')).toMatchObject({ status: 404 })
  for (const [as, name] of [['bob', 'bob'] as const, [undefined, ''] as const]) {
    expect(await invite(whole, as)).toMatchObject({
      status: 403,
      error: { message: `Access denied: User ${name} not authorized to add members` },
    })
  }
})

test('user_invite makes nobody without a mail server', async () => {
  for (const as of ['admin', 'ann']) {
    const { status, error } = await invite(whole, as)
    expect(status).toBe(409)
    expect(error['message']).toMatch(/^Error sending the invite email, the user was not created:/)
  }
  expect((await site.get('user_list', { all_fields: false })).result).toEqual(['admin', 'ann', 'bob'])
})
