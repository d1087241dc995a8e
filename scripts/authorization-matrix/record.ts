// `node scripts/authorization-matrix/record.ts --url URL --token TOKEN --setting NAME`: asks a running, empty CKAN whose
// options are those of the setting, and keeps the answers in fixtures/authorization-matrix.json.gz. What has rows there
// is not asked `--again`; `--only PATTERN` asks some. `--options` prints the options of the setting.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Matrix, playMatrix, rowName } from './play.ts'
import { SETTINGS } from './settings.ts'
import { type Ask, buildWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    setting: { type: 'string', default: 'collaborators' },
    only: { type: 'string' },
    again: { type: 'boolean' },
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
  let matrix: Matrix = known[values.setting] ?? {}
  const wanted = new RegExp(values.only ?? '')
  const probes = setting.probes.filter(
    (probe) => wanted.test(rowName(probe)) && (values.again || !(rowName(probe) in matrix)),
  )
  const world = await buildWorld(ask, values.token ?? '', setting)
  for (const probe of probes) {
    matrix = { ...matrix, ...(await playMatrix(world, [probe])) }
    const inOrder = setting.probes.map(rowName).filter((name) => name in matrix)
    const rows = Object.fromEntries(inOrder.map((name) => [name, matrix[name]]))
    writeFileSync(file, gzipSync(`${JSON.stringify({ ...known, [values.setting]: rows })}\n`, { level: 9 }))
    console.log(rowName(probe))
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${values.setting}: ${probes.length} probes, ${seconds} s`)
}
