import { queueMail } from '../../src/mail/queue-mail.ts'
import { type StartedApp, startApp } from '../support/start-app.ts'
import { certificateFile, type MailServer, type ReceivedMail, startMailServer } from './mail-server.ts'

let server: MailServer
let site: StartedApp
let output: jest.SpyInstance

/** A site that sends through a new server. */
async function open(
  serverOptions: Parameters<typeof startMailServer>[0] = {},
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  server = await startMailServer(serverOptions)
  site = await startApp({
    env: {
      CKAN__SITE_TITLE: 'Flußportal',
      CKAN___SMTP__SERVER: `localhost:${server.port}`,
      CKAN___SMTP__MAIL_FROM: 'portal@example.org',
      ...env,
    },
  })
}

beforeEach(() => {
  output = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  output.mockRestore()
  await site.close()
  await server.close()
})

const kim = { name: 'Kim Løve', address: 'kim@example.org' }
const mail = { to: kim, subject: 'Grüße', text: 'Die Spree fließt.\n' }
const tls = { CKAN___SMTP__STARTTLS: 'true' }
const trusted = { ...tls, CKAN___SMTP__STARTTLS_CA_BUNDLE: certificateFile }

/** Queues a mail, runs what is due, and answers what became of it. */
async function send(what = mail) {
  await queueMail(site.app.services, what)
  await site.app.worker.runDue()
  const { jobs } = site.app.store
  const [job] = await jobs.recent(['queued', 'running', 'done', 'failed'], 1)
  return job
}

function firstMail(): ReceivedMail {
  const [first] = server.mails
  if (!first) throw new Error('no mail came')
  return first
}

const headerOf = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(raw)?.[1]

describe('a mail', () => {
  test('reaches the server, its headers encoded', async () => {
    await open({}, { CKAN___SMTP__REPLY_TO: 'help@example.org' })
    expect(await send()).toMatchObject({ state: 'done', attempts: 1 })
    expect(server.mails).toHaveLength(1)
    const { raw, ...envelope } = firstMail()
    expect(envelope).toMatchObject({ from: 'portal@example.org', to: ['kim@example.org'] })
    expect(headerOf(raw, 'From')).toBe('=?UTF-8?Q?Flu=C3=9Fportal?= <portal@example.org>')
    expect(headerOf(raw, 'To')).toBe('=?UTF-8?Q?Kim_L=C3=B8ve?= <kim@example.org>')
    expect(headerOf(raw, 'Subject')).toBe('=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=')
    expect(headerOf(raw, 'Reply-To')).toBe('help@example.org')
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated')
    expect(raw).toContain('Die Spree flie=C3=9Ft.')
  })

  test('takes no header from a name, a subject or a title', async () => {
    await open({}, { CKAN__SITE_TITLE: 'A\r\nBcc: a@example.com' })
    await send({
      to: { name: 'Kim\r\nBcc: b@example.com', address: 'kim@example.org' },
      subject: 'Hello\r\nBcc: c@example.com\r\n\r\nbody',
      text: 'text',
    })
    const { raw, to } = firstMail()
    expect(to).toEqual(['kim@example.org'])
    expect(headerOf(raw, 'Bcc')).toBeUndefined()
    expect(headerOf(raw, 'Subject')).toBe('Hello Bcc: c@example.com body')
  })

  test.each([
    'a@b.example\r\nRCPT TO:<x@example.com>',
    'a@b.example, x@example.com',
    '<a@b.example>',
    'none',
    '',
  ])('is not sent to %j', async (address) => {
    await open()
    expect(await send({ ...mail, to: { ...kim, address } })).toMatchObject({ state: 'failed', attempts: 1 })
    expect(server.connections()).toBe(0)
  })

  test('that the server refuses for good is not tried again', async () => {
    await open({ refuses: ['kim@example.org'] })
    expect(await send()).toMatchObject({ state: 'failed', attempts: 1 })
  })

  test('waits while the server can’t be reached, and is sent when it can', async () => {
    await open()
    const { port } = server
    await server.close()
    expect(await send()).toMatchObject({ state: 'queued', attempts: 1 })
    expect((await site.get('job_list', {}, 'admin')).result).toMatchObject([
      { title: 'Mail "Grüße" to Kim Løve' },
    ])
    server = await startMailServer({ port })
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000)
    await site.app.worker.runDue()
    clock.mockRestore()
    expect(server.mails).toMatchObject([{ to: ['kim@example.org'] }])
  })

  test('logs in with user and password', async () => {
    const login = { user: 'portal', password: 'secret' }
    await open(
      { login, tls: true },
      { ...trusted, CKAN___SMTP__USER: 'portal', CKAN___SMTP__PASSWORD: 'secret' },
    )
    expect(await send()).toMatchObject({ state: 'done' })
    expect(server.mails).toMatchObject([{ user: 'portal', isEncrypted: true }])
  })

  test('waits when the password is wrong', async () => {
    const login = { user: 'portal', password: 'secret' }
    await open({ login }, { CKAN___SMTP__USER: 'portal', CKAN___SMTP__PASSWORD: 'guess' })
    const job = await send()
    expect(job).toMatchObject({ state: 'queued', attempts: 1 })
    expect(job?.error).not.toContain('guess')
  })
})

describe('with STARTTLS', () => {
  test('a certificate that nobody trusts is refused: the mail waits, and nothing goes out in clear', async () => {
    await open({ tls: true }, tls)
    expect(await send()).toMatchObject({ state: 'queued', attempts: 1 })
    expect(server.connections()).toBe(1)
    expect(server.mails).toEqual([])
  })

  test('a server that has no TLS gets nothing', async () => {
    await open({}, { ...tls, CKAN___SMTP__USER: 'portal', CKAN___SMTP__PASSWORD: 'secret' })
    expect(await send()).toMatchObject({ state: 'queued', attempts: 1 })
    expect(server.mails).toEqual([])
  })

  test('a certificate of smtp.starttls_ca_bundle is trusted', async () => {
    await open({ tls: true }, trusted)
    expect(await send()).toMatchObject({ state: 'done' })
    expect(server.mails).toMatchObject([{ isEncrypted: true }])
  })

  test('any certificate is taken where smtp.starttls_verify is off', async () => {
    await open({ tls: true }, { ...tls, CKAN___SMTP__STARTTLS_VERIFY: 'false' })
    expect(await send()).toMatchObject({ state: 'done' })
    expect(server.mails).toMatchObject([{ isEncrypted: true }])
  })
})

test('without a mail server, one line says what to set', async () => {
  await open({}, { CKAN___SMTP__SERVER: '' })
  expect(await queueMail(site.app.services, mail)).toBe(false)
  expect(await site.app.store.jobs.queues()).toEqual([])
  expect(output.mock.calls.join('')).toContain(
    'No mail was sent: set smtp.server. \\"ckanister user reset-link NAME\\" prints a link to set a password.',
  )
})
