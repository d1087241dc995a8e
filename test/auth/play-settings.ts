import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Matrix, playMatrix } from '../../scripts/authorization-matrix/play.ts'
import { type Setting, SETTINGS } from '../../scripts/authorization-matrix/settings.ts'
import { type Ask, buildWorld } from '../../scripts/authorization-matrix/world.ts'
import { callAction } from '../../src/actions/call.ts'
import { actionNames } from '../../src/actions/registry.ts'
import { createApp } from '../../src/app.ts'
import { DIFFERENCES, type Difference } from './authorization-differences.ts'

const fixture = join(__dirname, '../../fixtures/authorization-matrix.json.gz')

/** What CKAN answered, by setting. */
export const recorded = JSON.parse(gunzipSync(readFileSync(fixture)).toString('utf8')) as Readonly<
  Record<string, Matrix>
>

/** The answers by row and actor, flat. */
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

/** Asks the same questions here, on a new site over HTTP. */
async function playHere(setting: Setting): Promise<Matrix> {
  const options = Object.entries(setting.options)
  const env = Object.fromEntries(
    options.map(([key, value]) => [key.toUpperCase().replaceAll('.', '__'), String(value)]),
  )
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'))
  const app = await createApp({ dataFolder: folder, env })
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
    const made = await callAction(app.services, 'api_token_create', { user: 'admin', name: 'test' }, operator)
    const world = await buildWorld(ask, (made as { readonly token: string }).token, setting)
    const known = new Set(actionNames())
    return await playMatrix(
      world,
      setting.probes.filter(({ action }) => known.has(action)),
    )
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A test for each setting: everybody gets the answer that CKAN gives, or one that is another on purpose. */
export function playSettings(names: readonly string[]): void {
  it.each(names)(
    'with the setting %s every actor gets the answer that CKAN gives',
    async (name) => {
      const differences = DIFFERENCES.filter(({ settings }) => settings.includes(name))
      const used = new Set<Difference>()
      const isMeant = (row: string, ckan: string, here: string): boolean => {
        // Where CKAN fails, this server refuses.
        if (ckan === here || (ckan === '500' && here.startsWith('4'))) return true
        const meant = differences.find(
          (one) => one.rows.test(row) && one.ckan.test(ckan) && one.here.test(here),
        )
        if (meant) used.add(meant)
        return meant !== undefined
      }
      const expected = answersOf(recorded[name] ?? {})
      const found = [...answersOf(await playHere(SETTINGS[name]!))].flatMap(([row, here]) => {
        const ckan = expected.get(row) ?? 'no row: record it'
        return isMeant(row, ckan, here) ? [] : [`${row}: CKAN ${ckan}, here ${here}`]
      })
      expect(found).toEqual([])
      expect(differences.filter((difference) => !used.has(difference))).toEqual([])
    },
    120_000,
  )
}
