import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from './run-program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const run = (...args: readonly string[]) => runProgram([...args, '--data', folder])

it('init makes a data folder', async () => {
  const { code, stdout } = await run('init')
  expect([code, stdout.split('\n')[0]]).toEqual([0, `The data folder ${folder} is ready.`])
  expect(existsSync(join(folder, 'catalogue.sqlite'))).toBe(true)
})

it('user add, list, token and remove', async () => {
  const added = await run('user', 'add', 'admin', '--email', 'admin@example.com', '--sysadmin', '--token')
  expect([added.code, added.stderr]).toEqual([0, ''])
  const [first, password, token] = added.stdout.trim().split('\n')
  expect(first).toBe('Added sysadmin admin.')
  expect(password).toMatch(/^Password: [\w-]{16}$/)
  expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  const plain = await run('user', 'add', 'ann', '--email', 'ann@example.com', '--password', 'correct-horse')
  expect(plain.stdout).toBe('Added user ann.\n')
  const again = await run('user', 'add', 'ann', '--email', 'other@example.com', '--password', 'correct-horse')
  expect([again.code, again.stderr]).toEqual([1, 'name: That login name is not available.\n'])
  const bad = await run('user', 'add', 'A B', '--email', 'nothing', '--password', 'x')
  expect(bad.code).toBe(1)
  expect(bad.stderr).toMatch(/^email: [^\n]*; name: [^\n]*; password: [^\n]*\n$/)
  const fresh = (await run('user', 'token', 'ann')).stdout.trim()
  expect((await run('user', 'remove', 'ann')).stdout).toBe('Removed user ann.\n')
  const list = await run('user', 'list')
  expect(list.stdout).toMatch(/^admin\tadmin@example\.com\tsysadmin$/m)

  const site = await startProgram(['serve', '--data', folder, '--port', '0'])
  const create = (by: string) =>
    fetch(`${site.url}/api/3/action/organization_create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: by },
      body: '{"name": "water-board"}',
    })
  expect((await create(fresh)).status).toBe(403)
  expect((await create(token ?? '')).status).toBe(200)
  expect(await site.stop()).toBe(0)
})

it('db check and backup', async () => {
  expect(await run('db', 'check')).toEqual({ code: 0, stdout: 'The database is whole.\n', stderr: '' })
  const copy = join(folder, 'copy.sqlite')
  expect((await run('db', 'backup', copy)).code).toBe(0)
  expect(existsSync(copy)).toBe(true)
  const again = await run('db', 'backup', copy)
  expect([again.code, again.stderr]).toEqual([
    1,
    `${copy} is there already. Choose another name, or remove it.\n`,
  ])
})

it('search-index check and rebuild', async () => {
  expect((await run('search-index', 'rebuild')).stdout).toBe('Indexed 0 datasets.\n')
  expect((await run('search-index', 'check')).stdout).toBe(
    'The search index agrees with the catalogue: 0 datasets.\n',
  )
})

it('config list shows values, where they come from, and no secrets', async () => {
  const { stdout } = await runProgram(['config', 'list', '--data', folder], { CKAN__SITE_TITLE: 'Water' })
  expect(stdout).toContain('ckan.site_title = Water    # from the environment variable CKAN__SITE_TITLE\n')
  expect(stdout).toContain('search.facets.limit = 50\n')
  expect(stdout).toContain(`SECRET_KEY = (secret)    # from ${join(folder, 'ckan.ini')}\n`)
  expect(stdout).toContain(`ckanister.data = ${folder}    # from the command line\n`)
})

it('tells its version, its commands, and what it does not know', async () => {
  expect((await runProgram(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const help = await runProgram(['--help'])
  for (const word of ['start', 'serve', 'init', 'user', 'load', 'dump', 'db', 'search-index', 'config']) {
    expect(help.stdout).toMatch(new RegExp(`^  ${word}\\b`, 'm'))
  }
  const unknown = await runProgram(['nonsense'])
  expect([unknown.code, unknown.stderr.split('\n')[0]]).toEqual([1, "error: unknown command 'nonsense'"])
})
