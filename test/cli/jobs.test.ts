import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { mailJob } from '../../src/mail/mail.ts'
import { startMailServer, type MailServer } from '../mail/mail-server.ts'
import { runProgram, startProgram } from './run-program.ts'

let folder: string
let server: MailServer
let env: Readonly<Record<string, string>>
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobs-'))
  server = await startMailServer()
  env = { CKAN___SMTP__SERVER: `127.0.0.1:${server.port}`, CKAN___SMTP__MAIL_FROM: 'portal@example.org' }
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})
const run = (...args: readonly string[]) => runProgram([...args, '--data', folder], env)

/** Queues a mail, as an action in another process does. */
async function queue(subject: string): Promise<string> {
  const { services, close } = await createApp({ dataFolder: folder, env: {} })
  const to = { name: 'Kim', address: 'kim@example.org' }
  const id = await services.jobs.enqueue(services.store, mailJob, { to, subject, text: 'text' })
  await close()
  return id
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20))
}

it('jobs list, show, cancel and run --once', async () => {
  const first = await queue('one')
  const second = await queue('two')
  const list = (await run('jobs', 'list')).stdout
  expect(list.split('\n').map((line) => line.split('\t').slice(2))).toEqual([
    ['queued', 'mail', 'Mail "two" to Kim'],
    ['queued', 'mail', 'Mail "one" to Kim'],
    [],
  ])
  expect(await run('jobs', 'cancel', first)).toMatchObject({ code: 0, stdout: `Cancelled job ${first}.\n` })
  expect(await run('jobs', 'cancel', first)).toMatchObject({
    code: 1,
    stderr: `There is no job ${first} that waits or runs.\n`,
  })
  expect(await run('jobs', 'run', '--once')).toMatchObject({ code: 0, stdout: 'Ran 1 jobs.\n', stderr: '' })
  expect(server.mails).toHaveLength(1)
  expect((await run('jobs', 'list')).stdout).toBe('')
  expect((await run('jobs', 'list', '--all')).stdout).toMatch(/\tdone\t.*\n.*\tcancelled\t/)
  expect((await run('jobs', 'show', second)).stdout).toContain('"subject":"two"')
  expect((await run('jobs', 'show', 'none')).stderr).toBe('There is no job none.\n')
})

it('a site that is served runs jobs that other processes queue, and those of a killed one', async () => {
  const site = await startProgram(['serve', '--data', folder, '--port', '0'], env)
  await queue('while it runs')
  await until(() => server.mails.length === 1)
  await site.stop('SIGKILL')
  const lost = await queue('lost')
  const { services, store, close } = await createApp({ dataFolder: folder, env: {} })
  await services.store.write((tx) => tx.jobs.claim(lost, 'serve:killed', Date.now(), Date.now() + 30_000))
  const again = await startProgram(['serve', '--data', folder, '--port', '0'], env)
  // The first mail may come again: the site may have been killed before it noted that it was sent.
  await until(() => server.mails.some(({ raw }) => raw.includes('Subject: lost')))
  expect(await again.stop()).toBe(0)
  expect(await store.jobs.get(lost)).toMatchObject({ state: 'done', attempts: 2 })
  await close()
})

it('jobs run works beside a site until it is stopped', async () => {
  const worker = await startProgram(['jobs', 'run', '--data', folder], env, /^(Running) jobs/m)
  await queue('by the worker')
  await until(() => server.mails.length === 1)
  expect(await worker.stop()).toBe(0)
})

it('user reset-link prints a link that holds once', async () => {
  await run('user', 'add', 'kim', '--email', 'kim@example.org', '--password', 'correct-horse')
  const { stdout } = await run('user', 'reset-link', 'kim')
  const [, id = '', key = ''] =
    /^http:\/\/[^/]+\/user\/reset\/([\w-]+)\?key=([0-9a-f]{32})\n$/.exec(stdout) ?? []
  const site = await startProgram(['serve', '--data', folder, '--port', '0'], env)
  const reset = async () =>
    fetch(`${site.url}/api/3/action/user_update`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, email: 'kim@example.org', password: 'new-password', reset_key: key }),
    })
  expect((await reset()).status).toBe(200)
  expect((await reset()).status).toBe(403)
  await site.stop()
  expect((await run('user', 'reset-link', 'nobody')).stderr).toBe('There is no user nobody.\n')
})

it('mail test says what the mail server says', async () => {
  expect((await run('mail', 'test', 'kim@example.org')).stdout).toBe(
    'The mail server took a mail to kim@example.org.\n',
  )
  expect((await run('mail', 'test', 'nobody')).stderr).toBe(
    'The mail was not sent: The address of the recipient is none.\n',
  )
  const unset = await runProgram(['mail', 'test', 'kim@example.org', '--data', folder])
  expect(unset.code).toBe(1)
  expect(unset.stderr).toContain('set smtp.server and smtp.mail_from')
})
