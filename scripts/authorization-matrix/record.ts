// `node scripts/authorization-matrix/record.ts --url URL --token TOKEN --setting NAME`: asks a running, empty CKAN whose
// options are those of the setting, and keeps the answers in fixtures/authorization-matrix. `--options` prints the options.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { playMatrix, type Matrix } from './play.ts'
import { SETTINGS } from './settings.ts'
import { type Ask, buildWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    setting: { type: 'string', default: 'collaborators' },
    only: { type: 'string' },
    out: { type: 'string' },
    options: { type: 'boolean' },
  },
})
const setting = SETTINGS[values.setting]
if (!setting)
  throw new Error(`No such setting: ${values.setting}; there are ${Object.keys(SETTINGS).join(', ')}`)

const ask: Ask = async (action, data, token) => {
  const answer = await fetch(`${values.url ?? ''}/api/3/action/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: token }) },
    body: JSON.stringify(data),
  })
  const body: unknown = await answer.json()
  const refused = { error: { __type: 'Bad Request', message: String(body) } }
  return { status: answer.status, ...(typeof body === 'string' ? refused : (body as object)) }
}

if (values.options) {
  for (const [name, value] of Object.entries(setting.options)) console.log(`${name}=${String(value)}`)
} else {
  const started = performance.now()
  const file = values.out ?? path.join(import.meta.dirname, '../../fixtures/authorization-matrix.json.gz')
  const known = existsSync(file)
    ? (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Record<string, Matrix>)
    : {}
  const { only } = values
  const probes =
    only === undefined ? setting.probes : setting.probes.filter(({ action }) => new RegExp(only).test(action))
  const world = await buildWorld(ask, values.token ?? '', setting)
  const matrix = await playMatrix(world, probes)
  writeFileSync(file, gzipSync(`${JSON.stringify({ ...known, [values.setting]: matrix })}\n`, { level: 9 }))
  console.log(
    `${values.setting}: ${probes.length} probes, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  )
}
