import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, startProgram } from './run-program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const start = () => startProgram(['start', '--data', folder, '--port', '0'])
const call = async (url: string, action: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(`${url}/api/3/action/${action}`, { headers })
  return (await answer.json()) as {
    readonly result: {
      readonly count: number
      readonly sysadmin?: boolean
      readonly total: number
    }
  }
}

it('makes a sysadmin and a catalogue once', async () => {
  // The first start is broken off in the middle of loading: the next one goes on.
  const broken = startProgram(['start', '--data', folder, '--port', '0'], {}, /^First start/m)
  expect(await (await broken).stop('SIGKILL')).toBe(null)

  const first = await start()
  expect(first.printed()).toContain('Loaded ')
  const { result } = await call(first.url, 'package_search?rows=0')
  expect(result.count).toBeGreaterThanOrEqual(400)
  // Its files become tables, its links are left alone.
  let tables = 0
  for (let attempt = 0; tables < 6 && attempt < 600; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    tables = (await call(first.url, 'datastore_search?resource_id=_table_metadata')).result.total
  }
  expect(tables).toBe(6)
  expect(await first.stop()).toBe(0)

  const later = await start()
  expect(later.printed()).toMatch(/^Serving \S+ \(data in \S+\)\n$/)
  expect((await call(later.url, 'package_search?rows=0')).result.count).toBe(result.count)
  const token = (await runProgram(['user', 'token', 'admin', '--data', folder])).stdout.trim()
  const admin = await call(later.url, 'user_show?id=admin', { Authorization: token })
  expect(admin.result.sysadmin).toBe(true)
  expect(await later.stop()).toBe(0)
}, 120_000)
