import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from './run-program.ts'

let folder: string
let data: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulk-'))
  data = join(folder, 'data')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const env = { CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' }
const report = () => join(folder, 'report.jsonl')
function write(lines: readonly object[]): string {
  const file = join(folder, 'calls.jsonl')
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return file
}
const bulk = (...args: readonly string[]) => runProgram(['bulk', ...args, '--report', report()], env)
const dataset = (name: string) => ({ action: 'package_create', data: { name } })
async function addUser(name: string, ...more: readonly string[]): Promise<string> {
  const args = ['user', 'add', name, '--email', `${name}@example.com`, '--token', '--data', data, ...more]
  return (await runProgram(args, env)).stdout.trim().split('\n').at(-1) ?? ''
}

it('runs lines on the data folder: as the operator, as a user, or without leaving a trace', async () => {
  await addUser('ann')
  const file = write([dataset('trees'), dataset('trees'), { action: 'config_option_list' }])
  const dry = await bulk(file, '--data', data, '--dry-run')
  expect(dry.stdout).toMatch(/^3 lines in .*: 2 done, 1 refused; nothing was written \(dry run\)\n/)
  const asAnn = await bulk(file, '--data', data, '--user', 'ann', '-o', join(folder, 'answers.jsonl'))
  expect(asAnn.stdout).toMatch(/: 1 done, 2 refused\n/)
  expect(asAnn.code).toBe(1)
  expect(readFileSync(report(), 'utf8')).toMatch(
    /"line": 2.*already in use.*\n.*"line": 3.*Authorization Error/,
  )
  expect(readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n')).toHaveLength(4)
  const asNobody = await bulk(file, '--data', data, '--user', 'bob')
  expect(asNobody.stderr).toMatch(/There is no active user bob/)
  expect(asNobody.code).toBe(1)
  const missing = await bulk(join(folder, 'none.jsonl'), '--data', data)
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('there is no such file')])
})

it('sends lines to a server; killed in the middle, none is done twice', async () => {
  const token = await addUser('admin', '--sysadmin')
  const count = 3000
  const file = write(Array.from({ length: count }, (_, n) => dataset(`d-${n}`)))
  const first = await startProgram(['serve', '--data', data, '--port', '0'], env)
  const remote = (url: string) =>
    bulk(
      file,
      '--url',
      url,
      '--token',
      token,
      '--key',
      'k',
      '--batch',
      '50',
      '-o',
      join(folder, 'answers.jsonl'),
    )
  const broken = remote(first.url)
  const list = async (url: string): Promise<readonly string[]> => {
    const answer = await fetch(`${url}/api/3/action/package_list`)
    return ((await answer.json()) as { result: string[] }).result
  }
  while ((await list(first.url)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await first.stop('SIGKILL')
  const cutOff = await broken
  expect(cutOff.code).toBe(1)
  expect(cutOff.stderr).toMatch(/The connection to .* broke: .* Run it again with the same key\./)

  const second = await startProgram(['serve', '--data', data, '--port', '0'], env)
  const before = (await list(second.url)).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(count)
  const again = await remote(second.url)
  expect(again.stdout).toMatch(new RegExp(`^${count} lines in .*: ${count} done, 0 refused\n`))
  const answers = readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n')
  expect(answers.filter((text) => text.includes('"repeated": true'))).toHaveLength(before)
  expect(await list(second.url)).toHaveLength(count)
  await second.stop()
}, 120_000)
