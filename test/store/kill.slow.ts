import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from '../cli/run-program.ts'

const DATASETS = 1000
const WRITERS = 16
/** So many are acknowledged when the process is killed, with other writes under way. */
const KILL_AFTER = 400

const env = { CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' }

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kill-'))
})
afterEach(() => {
  rmSync(data, { recursive: true })
})

async function call(url: string, action: string, params: object, token?: string) {
  const answer = await fetch(`${url}/api/3/action/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: token }) },
    body: JSON.stringify(params),
  })
  const { result } = (await answer.json()) as { result: unknown }
  return { status: answer.status, result }
}

/** Keeps several requests under way until all are sent or the server is gone; tells of each that was acknowledged. */
async function createMany(url: string, token: string, acknowledged: (name: string) => void): Promise<void> {
  let next = 0
  const write = async (): Promise<void> => {
    while (next < DATASETS) {
      const name = `dataset-${next++}`
      const params = { name, tags: [{ name: 'written' }] }
      const answer = await call(url, 'package_create', params, token).catch(() => undefined)
      if (!answer) return
      expect(answer.status).toBe(200)
      acknowledged(name)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
}

it('keeps every acknowledged dataset when the process is killed', async () => {
  const added = await runProgram(
    ['user', 'add', 'admin', '--email', 'admin@example.com', '--sysadmin', '--token', '--data', data],
    env,
  )
  const token = added.stdout.trim().split('\n').at(-1) ?? ''
  const first = await startProgram(['serve', '--data', data, '--port', '0'], env)
  const acknowledged: string[] = []
  let killed: Promise<number | null> | undefined
  await createMany(first.url, token, (name) => {
    acknowledged.push(name)
    if (acknowledged.length === KILL_AFTER) killed = first.stop('SIGKILL')
  })
  expect(await (killed ?? first.stop('SIGKILL'))).toBe(null)
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER)
  expect(acknowledged.length).toBeLessThan(DATASETS)

  const second = await startProgram(['serve', '--data', data, '--port', '0'], env)
  for (const name of acknowledged) {
    const { status, result } = await call(second.url, 'package_show', { id: name })
    expect({ status, result }).toMatchObject({ status: 200, result: { name, num_tags: 1 } })
  }
  const list = (await call(second.url, 'package_list', {})).result as string[]
  const search = (await call(second.url, 'package_search', { rows: 0 })).result as { count: number }
  expect(list).toEqual(expect.arrayContaining(acknowledged))
  expect(search.count).toBe(list.length)
  expect(await second.stop()).toBe(0)

  expect(await runProgram(['search-index', 'check', '--data', data])).toMatchObject({
    code: 0,
    stdout: `The search index agrees with the catalogue: ${list.length} datasets.\n`,
  })
  expect((await runProgram(['db', 'check', '--data', data])).code).toBe(0)
})
