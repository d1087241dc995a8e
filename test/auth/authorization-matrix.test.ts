import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Matrix, playMatrix } from '../../scripts/authorization-matrix/play.ts'
import { SETTINGS } from '../../scripts/authorization-matrix/settings.ts'
import { type Ask, buildWorld } from '../../scripts/authorization-matrix/world.ts'
import { callAction } from '../../src/actions/call.ts'
import { actionNames } from '../../src/actions/registry.ts'
import { createApp } from '../../src/app.ts'
import { DIFFERENCES, type Difference } from './authorization-differences.ts'
import { OWN_ACTIONS } from './own-actions.ts'

const root = join(__dirname, '../..')
const recorded = JSON.parse(
  gunzipSync(readFileSync(join(root, 'fixtures/authorization-matrix.json.gz'))).toString('utf8'),
) as Readonly<Record<string, Matrix>>
const known = new Set(actionNames())
const used = new Set<Difference>()

/** The answers by setting, row and actor, flat. */
function answersOf(matrix: Matrix): ReadonlyMap<string, string> {
  const flat = Object.entries(matrix).flatMap(([name, states]) =>
    Object.entries(states).flatMap(([state, answers]) =>
      Object.entries(answers).flatMap(([text, actors]) =>
        actors.map((actor): [string, string] => [`${name} [${state}] ${actor}`, text]),
      ),
    ),
  )
  return new Map(flat)
}

/** What CKAN answers with an error of its own, this server refuses. */
function isMeant(row: string, ckan: string, here: string): boolean {
  if (ckan === here || (ckan === '500' && here.startsWith('4'))) return true
  const difference = DIFFERENCES.find(
    (one) => one.rows.test(row) && one.ckan.test(ckan) && one.here.test(here),
  )
  if (difference) used.add(difference)
  return difference !== undefined
}

describe.each(Object.entries(SETTINGS))('with the setting %s', (name, setting) => {
  const probes = setting.probes.filter(({ action }) => known.has(action))

  it('every actor gets the answer that CKAN gives', async () => {
    const options = Object.entries(setting.options)
    const env = Object.fromEntries(
      options.map(([key, value]) => [key.toUpperCase().replaceAll('.', '__'), String(value)]),
    )
    const folder = mkdtempSync(join(tmpdir(), 'matrix-'))
    const app = await createApp({ dataFolder: folder, env })
    // Kept open, and plain fetch: ten thousand questions.
    const server = createServer(app.listener)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/3/action`
    const ask: Ask = async (action, data, token) => {
      const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: token } : {}) }
      const answer = await fetch(`${url}/${action}`, { method: 'POST', headers, body: JSON.stringify(data) })
      return { status: answer.status, ...((await answer.json()) as object) }
    }
    try {
      const operator = { user: undefined, operator: true }
      const admin = { name: 'admin', email: 'admin@example.com', password: 'correct-horse', sysadmin: true }
      await callAction(app.services, 'user_create', admin, operator)
      const made = await callAction(
        app.services,
        'api_token_create',
        { user: 'admin', name: 'test' },
        operator,
      )
      const world = await buildWorld(ask, (made as { readonly token: string }).token, setting)
      const expected = answersOf(recorded[name] ?? {})
      const found = [...answersOf(await playMatrix(world, probes))].flatMap(([row, here]) => {
        const ckan = expected.get(row) ?? 'no row: record it'
        return isMeant(row, ckan, here) ? [] : [`${row}: CKAN ${ckan}, here ${here}`]
      })
      expect(found).toEqual([])
    } finally {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)
})

describe('the matrix', () => {
  it('has a row for every action', () => {
    const rows = new Set(Object.values(recorded).flatMap((matrix) => Object.keys(matrix)))
    const asked = new Set([...rows].map((row) => row.split(' ')[0]))
    expect([...known].filter((action) => !asked.has(action) && !OWN_ACTIONS.has(action))).toEqual([])
  })

  it('differs only where docs/differences.md says so', () => {
    const documented = readFileSync(join(root, 'docs/differences.md'), 'utf8')
    expect(DIFFERENCES.filter(({ listed }) => !documented.includes(`| ${listed}`))).toEqual([])
    expect(DIFFERENCES.filter((difference) => !used.has(difference))).toEqual([])
  })
})
