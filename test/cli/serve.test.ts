import Sqlite from 'better-sqlite3'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from './run-program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('makes a data folder, serves it and ends well', async () => {
  const data = join(folder, 'new')
  const site = await startProgram(['serve', '--data', data, '--port', '0'])
  const answer = await fetch(`${site.url}/api/3/action/package_list`)
  expect(await answer.json()).toEqual({
    help: `${site.url}/api/3/action/help_show?name=package_list`,
    success: true,
    result: [],
  })
  expect(statSync(join(data, 'ckan.ini')).mode & 0o777).toBe(0o600)
  expect(await site.stop()).toBe(0)
})

it('serves one folder once', async () => {
  const first = await startProgram(['serve', '--data', folder, '--port', '0'])
  const second = await runProgram(['serve', '--data', folder, '--port', '0'])
  expect(second.code).toBe(1)
  expect(second.stderr).toBe(
    `The data folder ${folder} is in use by another ckanister. Stop that one, or choose another folder with --data.\n`,
  )
  expect(await first.stop('SIGKILL')).toBe(null)
  const third = await startProgram(['serve', '--data', folder, '--port', '0'])
  expect(await third.stop('SIGINT')).toBe(0)
})

it('says which port is in use, and what to do', async () => {
  const other: Server = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as { port: number }
  const refused = await runProgram(['serve', '--data', folder, '--port', String(port)])
  other.close()
  expect(refused.code).toBe(1)
  expect(refused.stderr).toBe(
    `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or choose another port with --port.\n`,
  )
  expect(readdirSync(folder)).toEqual([])
})

it('leaves the database of a newer program alone', async () => {
  await runProgram(['init', '--data', folder])
  const file = join(folder, 'catalogue.sqlite')
  const db = new Sqlite(file)
  db.pragma('user_version = 9999')
  db.close()
  const refused = await runProgram(['serve', '--data', folder, '--port', '0'])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/^The data folder was written by a newer ckanister [^\n]*\n$/)
})

it.each([
  [
    { CKANISTER__PORT: 'many' },
    [],
    /^The option ckanister.port can't be "many" \(from the environment variable CKANISTER__PORT\): expected a whole number from 0 to 65535\.\n$/,
  ],
  [{}, ['--port', '-1'], /^The option ckanister.port can't be "-1" \(from the command line\): [^\n]*\n$/],
  [{}, ['--host', 'no.such.host.invalid'], /^This machine has no address no\.such\.host\.invalid\.[^\n]*\n$/],
])('says what is wrong with the options %j %j', async (env, args, line) => {
  const refused = await runProgram(['serve', '--data', folder, ...args], env)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(line)
})

it('warns of options that it does not know, and goes on', async () => {
  const site = await startProgram(['serve', '--data', folder, '--port', '0'], { CKAN__FAVICON: '/x.ico' })
  expect(site.printed()).toContain(
    'The option ckan.favicon (in the environment variable CKAN__FAVICON) is not known here and has no effect.\n',
  )
  expect(site.printed().match(/ckan\.favicon/g)).toHaveLength(1)
  await site.stop()
})

it('finishes what is under way when it is told to stop', async () => {
  const site = await startProgram(['serve', '--data', folder, '--port', '0'])
  const body = new ReadableStream({
    start: async (stream) => {
      stream.enqueue(new TextEncoder().encode('{"limit": '))
      await new Promise((done) => setTimeout(done, 300))
      stream.enqueue(new TextEncoder().encode('1}'))
      stream.close()
    },
  })
  const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' }
  const answer = fetch(`${site.url}/api/3/action/package_list`, request as RequestInit)
  await new Promise((done) => setTimeout(done, 150))
  const ended = site.stop()
  expect((await answer).status).toBe(200)
  expect(await ended).toBe(0)
})
