import { type MailServer, startMailServer } from '../../mail/mail-server.ts'
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
  jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  for (const as of ['admin', 'ann']) {
    const { status, error } = await invite(whole, as)
    expect(status).toBe(409)
    expect(error['message']).toMatch(/^Error sending the invite email, the user was not created:/)
  }
  expect((await site.get('user_list', { all_fields: false })).result).toEqual(['admin', 'ann', 'bob'])
  jest.restoreAllMocks()
})

describe('user_invite with a mail server', () => {
  let server: MailServer
  let mailing: StartedApp
  beforeEach(async () => {
    server = await startMailServer()
    const env = {
      CKAN__SITE_TITLE: 'River Portal',
      CKAN___SMTP__SERVER: `127.0.0.1:${server.port}`,
      CKAN___SMTP__MAIL_FROM: 'portal@example.org',
    }
    mailing = await startApp({ users: ['ann'], env })
    const organization = {
      name: 'office',
      title: 'River Office',
      users: [{ name: 'ann', capacity: 'admin' }],
    }
    await mailing.post('organization_create', organization, 'admin')
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    await mailing.close()
    await server.close()
  })

  /** Invites, delivers the mail, and answers the user and the key of the link. */
  async function invited(email: string, as = 'ann') {
    const { status, result } = await mailing.post('user_invite', { ...whole, email, role: 'editor' }, as)
    expect(status).toBe(200)
    await mailing.app.worker.runDue()
    const text = (server.mails.at(-1)?.raw ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=')
    const user = result as { readonly id: string; readonly name: string }
    const key = new RegExp(`http://ckan.test/user/reset/${user.id}\\?key=([0-9a-f]{32})`).exec(text)?.[1]
    return { user, text, key: key ?? '' }
  }
  const setPassword = (id: string, email: string, key: string) =>
    mailing.post('user_update', { id, email, password: 'correct-horse', reset_key: key })

  test('makes a pending member, who gets a mail with a link', async () => {
    const { user, text } = await invited('Kim_Lee.x+y@example.org')
    expect(user.name).toMatch(/^kim_lee-x-y-\d{1,4}$/)
    expect(user).toMatchObject({ state: 'pending', sysadmin: false })
    expect(user).not.toHaveProperty('email')
    expect(server.mails).toMatchObject([{ to: ['Kim_Lee.x+y@example.org'] }])
    expect(text).toContain('Subject: Invitation to River Portal')
    expect(text).toContain('ann invites you to River Portal (http://ckan.test).')
    expect(text).toContain(`Editor of the organization River Office, and your login name is ${user.name}.`)
    expect((await mailing.get('organization_show', { id: 'office' }, 'admin')).result).toMatchObject({
      users: expect.arrayContaining([
        expect.objectContaining({ id: user.id, capacity: 'editor' }),
      ]) as unknown,
    })
    expect((await invited('kim_lee.x+y@example.org', 'admin')).user.name).not.toBe(user.name)
  })

  test('gives a key that sets a password once', async () => {
    const email = 'kim@example.org'
    const { user, key } = await invited(email)
    const stored = await mailing.app.store.users.find(user.id)
    expect(stored?.reset_key).not.toContain(key)
    expect((await setPassword(user.id, email, key.replace(/^./, 'x'))).status).toBe(403)
    expect((await setPassword(user.id, email, key)).status).toBe(200)
    expect((await setPassword(user.id, email, key)).status).toBe(403)
  })

  test('gives a key that ends after a week', async () => {
    const { user, key } = await invited('kim@example.org')
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 7 * 24 * 3600_000 + 1000)
    expect((await setPassword(user.id, 'kim@example.org', key)).status).toBe(403)
  })

  test('leaves no key in the queue, and sends nothing to whoever was removed meanwhile', async () => {
    const { result } = await mailing.post('user_invite', whole, 'admin')
    const [job] = await mailing.app.store.jobs.waiting('default')
    expect(job?.data).not.toContain('key')
    await mailing.post('user_delete', { id: (result as { readonly id: string }).id }, 'admin')
    await mailing.app.worker.runDue()
    expect(server.mails).toEqual([])
  })

  test('invites nobody into an unknown role', async () => {
    for (const role of ['nonsense', 5, ['member']])
      expect((await mailing.post('user_invite', { ...whole, role }, 'admin')).error).toMatchObject({
        role: ['role does not exist.'],
      })
    expect((await mailing.get('user_list', { all_fields: false })).result).toEqual(['admin', 'ann'])
  })
})
