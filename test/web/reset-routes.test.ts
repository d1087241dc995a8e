import request from 'supertest'
import { verifyPassword } from '../../src/auth/password-hash.ts'
import { type MailServer, startMailServer } from '../mail/mail-server.ts'
import { startApp, type StartedApp } from '../support/start-app.ts'

let mails: MailServer
let site: StartedApp

beforeAll(async () => {
  mails = await startMailServer()
  const env = {
    CKAN___SMTP__SERVER: `127.0.0.1:${mails.port}`,
    CKAN___SMTP__MAIL_FROM: 'portal@example.org',
  }
  site = await startApp({ users: ['ann'], env })
})
afterAll(async () => {
  await site.close()
  await mails.close()
})

const read = (path: string) => request(site.app.listener).get(path)
const send = (path: string, form: object) => request(site.app.listener).post(path).type('form').send(form)
/** The path of the link in the newest mail. */
const mailedPath = (): string => {
  const text = (mails.mails.at(-1)?.raw ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=')
  return /http:\/\/ckan\.test(\/user\/reset\/\S+)/.exec(text)?.[1] ?? ''
}
const stored = async (name: string) => {
  const user = await site.app.store.users.find(name)
  if (!user) throw new Error(`no user ${name}`)
  return user
}

test('who forgot a password gets a mail whose link sets a new one, once', async () => {
  expect((await read('/user/reset')).text).toContain('<form action="/user/reset" method="post">')
  const asked = await send('/user/reset', { user: 'ANN@example.com' })
  const unknown = await send('/user/reset', { user: 'nobody@example.com' })
  expect(asked.status).toBe(200)
  expect(unknown.text).toBe(asked.text)
  await site.app.worker.runDue()
  expect(mails.mails).toMatchObject([{ to: ['ann@example.com'] }])
  const path = mailedPath()
  const page = await read(path)
  expect(page.text).toContain('name="password1"')
  expect(page.headers['referrer-policy']).toBe('same-origin')
  expect((await send(path, { password1: 'new-password', password2: 'other-one' })).text).toContain(
    'not the same',
  )
  expect((await send(path, { password1: 'short', password2: 'short' })).text).toContain(
    'Your password must be 8 characters or longer',
  )
  expect((await send(path, { password1: 'new-password', password2: 'new-password' })).status).toBe(200)
  expect(await verifyPassword('new-password', (await stored('ann')).password_hash ?? '')).toBe(true)
  expect((await read(path)).status).toBe(403)
  expect((await send(path, { password1: 'third-password', password2: 'third-password' })).status).toBe(403)
})

test('an invited user is active after choosing a password', async () => {
  await site.post('organization_create', { name: 'office' }, 'admin')
  const invitation = { email: 'kim@example.org', group_id: 'office', role: 'editor' }
  const { name } = (await site.post('user_invite', invitation, 'admin')).result as { readonly name: string }
  await site.app.worker.runDue()
  expect((await stored(name)).state).toBe('pending')
  await send(mailedPath(), { password1: 'new-password', password2: 'new-password' })
  expect((await stored(name)).state).toBe('active')
})

test('keys that are none open nothing', async () => {
  const { id } = await stored('ann')
  for (const path of [
    `/user/reset/${id}`,
    `/user/reset/${id}?key=`,
    `/user/reset/${id}?key=x`,
    '/user/reset/no?key=x',
  ])
    expect([path, (await read(path)).status]).toEqual([path, 403])
})
