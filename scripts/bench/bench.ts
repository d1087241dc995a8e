/**
 * npm run bench -- [--datasets N] [--seconds N] [--connections N] [--only TEXT] [--against URL,TOKEN]
 *
 * Answers per second and latencies of the API over a synthetic catalogue; with --against the same on another server,
 * in turns, and the ratios. The client is autocannon. `npm run bench -- search` measures the search engine by itself,
 * `-- bulk` the bulk endpoint, `-- api` lists over many organizations, tags and users,
 * `-- linked-data` the catalogue as Turtle, page by page (with --against URL of a dataset.ttl elsewhere),
 * `-- harvest` harvests of another ckanister, `-- rename` changes of what many datasets share, beside another writer,
 * `-- activities` the activity streams over many activities, `-- datastore` loading and asking a table of many rows.
 */
import autocannon from 'autocannon'
import { parseArgs } from 'node:util'
import { benchActivities } from './activity-bench.ts'
import { benchApi } from './api-bench.ts'
import { benchBulk } from './bulk-bench.ts'
import { benchDatastore } from './datastore-bench.ts'
import { benchHarvest } from './harvest-bench.ts'
import { benchLinkedData } from './linked-data-bench.ts'
import { benchRename } from './rename-bench.ts'
import { benchSearch } from './search-bench.ts'
import { dataset } from './synthetic-catalogue.ts'
import { startOwn, type Target, useOther } from './target.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datasets: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    against: { type: 'string' },
    'against-solr': { type: 'string' },
    'beside-load': { type: 'boolean', default: false },
    queries: { type: 'string', default: '200' },
    folder: { type: 'string' },
    batch: { type: 'string', default: '500' },
    small: { type: 'boolean', default: false },
    activities: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '1000000' },
    'against-rows': { type: 'string' },
  },
})
// The synthetic links lead nowhere, and a CKAN beside it loads no tables.
if (positionals[0] !== 'datastore') process.env['CKANISTER__DATASTORE__AUTOLOAD'] ??= 'false'
if (positionals[0] === 'search') {
  const { datasets = '100000', queries, folder, only } = values
  await benchSearch({
    datasets: Number(datasets),
    queries: Number(queries),
    folder,
    only,
    againstSolr: values['against-solr'],
    beside: values['beside-load'],
  })
  process.exit()
}
if (positionals[0] === 'linked-data') {
  const { datasets = '100000', seconds, against } = values
  await benchLinkedData({ datasets: Number(datasets), seconds: Number(seconds), against })
  process.exit()
}
if (positionals[0] === 'harvest') {
  await benchHarvest({ datasets: Number(values.datasets ?? 10_000) })
  process.exit()
}
if (positionals[0] === 'bulk') {
  await benchBulk({
    datasets: Number(values.datasets ?? 100_000),
    batch: Number(values.batch),
    isSmall: values.small,
  })
  process.exit()
}
if (positionals[0] === 'rename') {
  await benchRename(Number(values.datasets ?? 50_000))
  process.exit()
}
if (positionals[0] === 'activities') {
  await benchActivities({ activities: Number(values.activities), requests: Number(values.queries) })
  process.exit()
}
if (positionals[0] === 'datastore') {
  const { rows, against, only, 'against-rows': againstRows = rows } = values
  await benchDatastore({ rows: Number(rows), againstRows: Number(againstRows), against, only })
  process.exit()
}
if (positionals[0] === 'api') {
  await benchApi({ requests: Number(values.queries) })
  process.exit()
}
const datasets = Number(values.datasets ?? (values.against === undefined ? 10_000 : 500))

interface Measure {
  readonly name: string
  /** Reads are sent by a guest, whose answers are kept until something changes, or by someone who is logged in. */
  readonly isLoggedIn?: boolean
  /** The nth request of a run. */
  readonly request: (n: number) => { readonly path: string; readonly body?: object }
}

const some = (n: number): string => dataset((n * 7919) % datasets).name
const run = Date.now().toString(36)
const FACETS = encodeURIComponent('["organization","tags","res_format","license_id"]')

const show: Measure = { name: 'package_show', request: (n) => ({ path: `package_show?id=${some(n)}` }) }
const search: Measure = {
  name: 'package_search, 4 facets',
  request: (n) => ({
    path: `package_search?q=${dataset(n).title.split(' ')[n % 5] ?? ''}&facet.field=${FACETS}&rows=10`,
  }),
}
const measures: readonly Measure[] = [
  show,
  { ...show, name: 'package_show, logged in', isLoggedIn: true },
  search,
  { ...search, name: 'package_search, 4 facets, logged in', isLoggedIn: true },
  { name: 'package_list', request: () => ({ path: 'package_list' }) },
  { name: 'organization_list all_fields', request: () => ({ path: 'organization_list?all_fields=true' }) },
  { name: 'package_create', request: (n) => ({ path: 'package_create', body: dataset(n, `new-${run}`) }) },
  {
    name: 'package_patch',
    request: (n) => ({ path: 'package_patch', body: { id: some(n), notes: `Changed ${String(n)}` } }),
  },
]

interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly failed: number
}

let sent = 0
/** Reads are prepared before (the client shares the machine with the server); no write may be sent twice. */
function requestsOf(target: Target, { request, isLoggedIn }: Measure): autocannon.Request[] {
  const asked = (n: number): autocannon.Request => {
    const { path, body } = request(n)
    const place = `/api/3/action/${path}`
    if (!body)
      return { method: 'GET', path: place, headers: isLoggedIn ? { Authorization: target.token } : {} }
    const headers = { Authorization: target.token, 'Content-Type': 'application/json' }
    return { method: 'POST', path: place, headers, body: JSON.stringify(body) }
  }
  if (request(0).body) return [{ setupRequest: (settings) => ({ ...settings, ...asked(sent++) }) }]
  return Array.from({ length: Math.min(datasets, 1000) }, (_, n) => asked(n))
}

async function measure(target: Target, one: Measure): Promise<Figures> {
  const result = await autocannon({
    url: target.url,
    connections: Number(values.connections),
    duration: Number(values.seconds),
    timeout: 60,
    requests: requestsOf(target, one),
  })
  const answered = result['2xx']
  return {
    perSecond: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  }
}

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1))
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const own = await startOwn(datasets)
const other = values.against === undefined ? undefined : await useOther(values.against, datasets)
try {
  console.log(
    `${String(datasets)} datasets, ${values.connections} connections, ${values.seconds} s a measure; loaded in ${own.loadSeconds.toFixed(1)} s (${number(datasets / own.loadSeconds)} datasets/s)\n`,
  )
  const heads = ['measure', 'answers/s', 'p50 ms', 'p99 ms', 'failed']
  console.log(row(other ? [...heads, `${other.name} answers/s`, 'p50 ms', 'p99 ms', 'ratio'] : heads))
  console.log(row(heads.concat(other ? ['', '', '', ''] : []).map(() => '---')))
  for (const one of measures) {
    if (!one.name.includes(values.only)) continue
    const mine = await measure(own, one)
    const cells = [one.name, number(mine.perSecond), number(mine.p50), number(mine.p99), String(mine.failed)]
    if (other) {
      const theirs = await measure(other, one)
      cells.push(
        number(theirs.perSecond),
        number(theirs.p50),
        number(theirs.p99),
        `${number(mine.perSecond / theirs.perSecond)} ×`,
      )
    }
    console.log(row(cells))
  }
  const memory = own.memory()
  if (memory !== undefined) console.log(`\nresident memory after the run: ${memory.toFixed(0)} MB`)
} finally {
  own.stop()
  other?.stop()
}
