import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from '../cli/run-program.ts'

const loaded = 'd3000000-0000-4000-8000-00000000000a'
const written = 'd3000000-0000-4000-8000-00000000000b'
const force = true
const ROWS = 20_000
const TOGETHER = 500
/** Rounds of writes that are acknowledged before the process is killed, at another moment of the load each time. */
const KILL_AFTER = [1, 6]

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kill-'))
})
afterEach(() => {
  rmSync(data, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly result: never
}

const client = (url: string, token: string) => ({
  call: async (action: string, params: object): Promise<Answer> => {
    const answer = await fetch(`${url}/api/3/action/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: token },
      body: JSON.stringify(params),
    })
    return { status: answer.status, result: ((await answer.json()) as { result: never }).result }
  },
  upload: async (text: string): Promise<void> => {
    const form = new FormData()
    form.append('id', loaded)
    form.append('upload', new Blob([text], { type: 'text/csv' }), 'rows.csv')
    await fetch(`${url}/api/3/action/resource_patch`, {
      method: 'POST',
      headers: { Authorization: token },
      body: form,
    })
  },
})

const csv = (mark: number): string =>
  `mark,n\n${Array.from({ length: ROWS }, (_, n) => `m${mark},${n}`).join('\n')}\n`

it('has whole tables and a catalogue that agrees after each kill in the middle of loads and upserts', async () => {
  const user = [
    'user',
    'add',
    'admin',
    '--email',
    'admin@example.com',
    '--sysadmin',
    '--token',
    '--data',
    data,
  ]
  const token = (await runProgram(user)).stdout.trim().split('\n').at(-1) ?? ''
  let upserts = 0
  for (const [round, after] of KILL_AFTER.entries()) {
    const site = await startProgram(['serve', '--data', data, '--port', '0'])
    const { call, upload } = client(site.url, token)
    if (round === 0) {
      await call('organization_create', { name: 'water' })
      const resources = [loaded, written].map((id) => ({
        id,
        url: 'none',
        url_type: 'datastore',
        format: 'CSV',
      }))
      await call('package_create', { name: 'rivers', owner_org: 'water', resources })
      const fields = [{ id: 'n', type: 'int' }]
      await call('datastore_create', { resource_id: written, force, fields, primary_key: 'n' })
      await upload(csv(0))
      const isLoaded = async (): Promise<boolean> =>
        (await call('datastore_search', { resource_id: loaded, limit: 0 })).status === 200
      while (!(await isLoaded())) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const loading = upload(csv(round + 1)).catch(() => undefined)
    for (let n = 0; n < after; n++) {
      const records = Array.from({ length: TOGETHER }, (_, at) => ({ n: upserts * TOGETHER + at }))
      expect((await call('datastore_upsert', { resource_id: written, force, records })).status).toBe(200)
      upserts++
    }
    const records = Array.from({ length: TOGETHER }, (_, at) => ({ n: 1_000_000 * (round + 1) + at }))
    const cutOff = call('datastore_upsert', { resource_id: written, force, records }).catch(() => undefined)
    await site.stop('SIGKILL')
    await Promise.all([loading, cutOff])

    const again = await startProgram(['serve', '--data', data, '--port', '0'])
    const reader = client(again.url, token)
    const shown = await reader.call('datastore_search', { resource_id: written, limit: 0 })
    const { total } = shown.result as { total: number }
    expect(total % TOGETHER).toBe(0)
    expect(total).toBeGreaterThanOrEqual(upserts * TOGETHER)
    const resource = (await reader.call('resource_show', { id: loaded })).result
    expect(resource).toMatchObject({ datastore_active: true })
    const groups = await reader.call('datastore_search', { resource_id: loaded, group_by: 'mark' })
    const { records: marks } = groups.result as { records: { count: number }[] }
    expect(marks.map(({ count }) => count)).toEqual([ROWS])
    expect(await again.stop()).toBe(0)
  }
  expect((await runProgram(['db', 'check', '--data', data])).code).toBe(0)
}, 120_000)
