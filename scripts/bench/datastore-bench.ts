import { execFileSync } from 'node:child_process'
import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAIN, serveFolder } from './target.ts'
import { TREE_FIELDS, treeRecord, treeRow, writeTreeCsv } from './tree-table.ts'

/** Records that one call of datastore_upsert brings. */
const TOGETHER = 5000
const UPSERTS = 8

interface Side {
  readonly name: string
  readonly url: string
  readonly token: string
  /** The table that is asked, and its rows. */
  table: string
  rows: number
}

interface Asked {
  readonly name: string
  /** The nth request. */
  readonly action: (n: number, side: Side) => { readonly action: string; readonly params: object }
  readonly requests: number
}

async function call(
  { url, token }: Side,
  action: string,
  params: object,
): Promise<{ readonly status: number; readonly result: Record<string, unknown> }> {
  const answer = await fetch(`${url}/api/3/action/${action}`, {
    method: 'POST',
    headers: { Authorization: token, 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  })
  const { result, error } = (await answer.json()) as { result: Record<string, unknown>; error?: object }
  if (!answer.ok) throw new Error(`${action} on ${url}: ${String(answer.status)} ${JSON.stringify(error)}`)
  return { status: answer.status, result }
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1))
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Resident MB of a process and of those that it started. */
function residentOf(pid: number): { readonly own: number; readonly all: number } {
  const resident = (one: number): number => {
    try {
      const status = readFileSync(`/proc/${String(one)}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    } catch {
      return 0
    }
  }
  const children = readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false
    try {
      return new RegExp(`^PPid:\\t${String(pid)}$`, 'm').test(readFileSync(`/proc/${entry}/status`, 'utf8'))
    } catch {
      return false
    }
  })
  const own = resident(pid)
  return { own, all: children.reduce((sum, child) => sum + resident(Number(child)), own) }
}

/** Seconds that a process and those of its children that ended have worked. */
function workedBy(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

/** The largest memory while something is done. */
async function peakDuring<T>(pid: number, work: Promise<T>): Promise<{ own: number; all: number; value: T }> {
  let own = 0
  let all = 0
  const look = setInterval(() => {
    const now = residentOf(pid)
    own = Math.max(own, now.own)
    all = Math.max(all, now.all)
  }, 200)
  try {
    const value = await work
    return { own, all, value }
  } finally {
    clearInterval(look)
  }
}

async function makeResource(side: Side, title: string): Promise<string> {
  const name = `bench-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`
  await call(side, 'organization_create', { name })
  const { result } = await call(side, 'package_create', { name, owner_org: name, title })
  const made = await call(side, 'resource_create', {
    package_id: result['id'],
    url: '_datastore_only_resource',
    url_type: 'datastore',
    name: title,
  })
  return String(made.result['id'])
}

/** Uploads the file and waits until its table answers. @returns seconds */
async function upload(side: Side, file: string): Promise<number> {
  const name = `bench-${Date.now().toString(36)}`
  await call(side, 'organization_create', { name })
  const { result } = await call(side, 'package_create', { name, owner_org: name, title: 'Trees' })
  const form = new FormData()
  form.set('package_id', String(result['id']))
  form.set('format', 'CSV')
  form.set('load', 'wait')
  form.set('upload', await openAsBlob(file), 'trees.csv')
  const begun = performance.now()
  const answer = await fetch(`${side.url}/api/3/action/resource_create`, {
    method: 'POST',
    headers: { Authorization: side.token },
    body: form,
  })
  const made = (await answer.json()) as { result: { id: string } }
  side.table = made.result.id
  for (;;) {
    const report = await call(side, 'resource_show', { id: side.table })
    if (report.result['datastore_active'] === true) break
    const status = await call(side, 'xloader_status', { resource_id: side.table })
    if (status.result['status'] === 'error') throw new Error(JSON.stringify(status.result))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const found = await call(side, 'datastore_search', { resource_id: side.table, limit: 1 })
  side.rows = Number(found.result['total'])
  return (performance.now() - begun) / 1000
}

/** A table of the first rows, made through the API. */
async function fill(side: Side, rows: number): Promise<void> {
  side.table = await makeResource(side, 'Trees')
  await call(side, 'datastore_create', { resource_id: side.table, fields: TREE_FIELDS, force: true })
  for (let from = 0; from < rows; from += TOGETHER) {
    const records = Array.from({ length: Math.min(TOGETHER, rows - from) }, (_, n) => treeRecord(from + n))
    await call(side, 'datastore_upsert', { resource_id: side.table, records, method: 'insert', force: true })
  }
  side.rows = rows
}

/** Records a second, of calls that insert and then change rows of a table with a key. */
async function upserts(side: Side): Promise<readonly [insert: number, update: number]> {
  const table = await makeResource(side, 'Upserts')
  await call(side, 'datastore_create', {
    resource_id: table,
    fields: TREE_FIELDS,
    primary_key: ['tree'],
    force: true,
  })
  const round = async (from: number): Promise<number> => {
    let millis = 0
    for (let n = 0; n < UPSERTS; n++) {
      const records = Array.from({ length: TOGETHER }, (_, at) => ({
        ...treeRecord(from + n * TOGETHER + at),
        tree: treeRow(n * TOGETHER + at)[0],
      }))
      const begun = performance.now()
      await call(side, 'datastore_upsert', { resource_id: table, records, force: true })
      millis += performance.now() - begun
    }
    return (UPSERTS * TOGETHER * 1000) / millis
  }
  return [await round(0), await round(5_000_000)]
}

const WORDS = ['oak', 'harbour', 'pavement', 'willow', 'castle', 'protected', 'larch', 'meadow']
const search =
  (params: (n: number, side: Side) => object): Asked['action'] =>
  (n, side) => ({ action: 'datastore_search', params: { resource_id: side.table, ...params(n, side) } })
const sql =
  (statement: string): Asked['action'] =>
  (_n, side) => ({
    action: 'datastore_search_sql',
    params: { sql: statement.replace(/\bT\b/, `"${side.table}"`) },
  })

const ASKED: readonly Asked[] = [
  {
    name: 'one row by a filter',
    requests: 200,
    action: search((n, { rows }) => ({ filters: { tree: treeRow((n * 7919) % rows)[0] } })),
  },
  {
    name: 'filter with many matches',
    requests: 200,
    action: search((n) => ({ filters: { district: 1 + (n % 23) } })),
  },
  {
    name: 'two filters',
    requests: 200,
    action: search((n) => ({ filters: { district: 1 + (n % 23), species: ['oak', 'elm', 'yew'][n % 3] } })),
  },
  { name: 'sort', requests: 200, action: search((n) => ({ sort: 'height desc', offset: n * 10 })) },
  {
    name: 'filter and sort',
    requests: 200,
    action: search((n) => ({ filters: { district: 1 + (n % 23) }, sort: 'planted' })),
  },
  {
    name: 'full text, a frequent word',
    requests: 200,
    action: search((n) => ({ q: WORDS[n % WORDS.length] })),
  },
  {
    name: 'full text, two words',
    requests: 200,
    action: search((n) => ({ q: `${WORDS[n % 4] ?? ''} ${String(1 + (n % 200))}` })),
  },
  {
    name: 'offset at 9/10 of the table',
    requests: 200,
    action: search((n, { rows }) => ({ offset: Math.floor(rows * 0.9) + n * 10 })),
  },
  {
    name: 'SQL: group by a text',
    requests: 20,
    action: sql('SELECT species, count(*) AS n, avg(height) AS h FROM T GROUP BY species ORDER BY n DESC'),
  },
  {
    name: 'SQL: group by month',
    requests: 20,
    action: sql("SELECT date_trunc('month', planted) AS m, count(*) AS n FROM T GROUP BY m ORDER BY m"),
  },
  {
    name: 'SQL: count distinct',
    requests: 20,
    action: sql('SELECT district, count(DISTINCT street) AS n FROM T GROUP BY district ORDER BY district'),
  },
]

interface Times {
  readonly first: number
  readonly p50: number
  readonly p99: number
}

/** Milliseconds of the first answer, and of those after the table's indexes are there. */
async function measure(side: Side, asked: Asked, requests: number): Promise<Times> {
  const ask = async (n: number): Promise<number> => {
    const { action, params } = asked.action(n, side)
    const begun = performance.now()
    await call(side, action, params)
    return performance.now() - begun
  }
  const first = await ask(0)
  for (let n = 1; n < 4; n++) await ask(n)
  // Indexes are made of what was asked twice; a write comes after them.
  await call(side, 'datastore_records_delete', {
    resource_id: side.table,
    filters: { _id: -1 },
    force: true,
  })
  const times: number[] = []
  for (let n = 4; n < requests + 4; n++) times.push(await ask(n))
  times.sort((a, b) => a - b)
  return { first, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

/** MB a second of CSV, up to so many seconds. */
async function dumped(side: Side): Promise<number> {
  const begun = performance.now()
  const answer = await fetch(`${side.url}/datastore/dump/${side.table}`, {
    headers: { Authorization: side.token, 'Accept-Encoding': 'identity' },
  })
  let bytes = 0
  if (answer.body) for await (const chunk of answer.body) bytes += (chunk as Uint8Array).length
  return bytes / 1000 / (performance.now() - begun)
}

export interface DatastoreBench {
  readonly rows: number
  /** Rows of the other server's table: it is filled through datastore_upsert. */
  readonly againstRows: number
  /** URL,TOKEN or URL,TOKEN,RESOURCE: one whose table has the rows already */
  readonly against: string | undefined
  /** Of the questions only those whose name holds it. */
  readonly only: string
}

/**
 * A CSV of 10 columns from upload to queryable, then searches, SQL and a dump of its table, and datastore_upsert with
 * 5,000 records a call; the same on another server when one is named, in turns.
 */
export async function benchDatastore({ rows, againstRows, against, only }: DatastoreBench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const data = join(folder, 'data')
  const user = [
    'user',
    'add',
    'bench',
    '--email',
    'bench@example.com',
    '--sysadmin',
    '--token',
    '--data',
    data,
  ]
  const token = execFileSync(process.execPath, [MAIN, ...user], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)
  const file = join(folder, 'trees.csv')
  await writeTreeCsv(file, rows)
  const server = await serveFolder(data, { ...process.env, CKAN__MAX_RESOURCE_SIZE: '4000' })
  try {
    const own: Side = { name: 'ckanister', url: server.url, token: token ?? '', table: '', rows: 0 }
    const megabytes = statSync(file).size / 1e6
    const { value: seconds, own: memory, all } = await peakDuring(server.pid, upload(own, file))
    console.log(
      `${String(own.rows)} rows, 10 columns, ${megabytes.toFixed(0)} MB of CSV: from upload to queryable ${seconds.toFixed(1)} s, ${(own.rows / seconds).toFixed(0)} rows/s, with ${workedBy(server.pid).toFixed(1)} s of work; most memory of the server ${memory.toFixed(0)} MB, with its helper processes ${all.toFixed(0)} MB\n`,
    )
    const ready = await Promise.all(
      [
        { action: 'datastore_search', params: { resource_id: own.table, q: 'oak', limit: 1 } },
        { action: 'datastore_search_sql', params: { sql: `SELECT count(*) FROM "${own.table}"` } },
      ].map(async ({ action, params }) => {
        const begun = performance.now()
        await call(own, action, params)
        return ((performance.now() - begun) / 1000).toFixed(1)
      }),
    )
    console.log(`Full text answers ${ready[0] ?? ''} s later, SQL ${ready[1] ?? ''} s.\n`)
    const [address = '', otherToken = '', filled] = against?.split(',') ?? []
    const other: Side | undefined =
      against === undefined
        ? undefined
        : { name: new URL(address).host, url: address, token: otherToken, table: '', rows: 0 }
    if (other && filled !== undefined) {
      other.table = filled
      other.rows = againstRows
    } else if (other) {
      const begun = performance.now()
      await fill(other, againstRows)
      console.log(
        `${other.name}: ${String(againstRows)} rows by datastore_upsert in ${((performance.now() - begun) / 1000).toFixed(0)} s; its table has these rows below\n`,
      )
    }
    const ratio = (mine: number, theirs: number): string => `${shown(theirs / mine)} ×`
    const heads = ['milliseconds', 'first', 'p50', 'p99']
    const theirHeads = other ? [`${other.name} first`, 'p50', 'p99', 'ratio of p50'] : []
    console.log(row([...heads, ...theirHeads]))
    console.log(row([...heads, ...theirHeads].map(() => '---')))
    for (const asked of ASKED.filter(({ name }) => name.includes(only))) {
      const mine = await measure(own, asked, asked.requests)
      const cells = [asked.name, shown(mine.first), shown(mine.p50), shown(mine.p99)]
      if (other) {
        const theirs = await measure(other, asked, Math.min(asked.requests, 20))
        cells.push(shown(theirs.first), shown(theirs.p50), shown(theirs.p99), ratio(mine.p50, theirs.p50))
      }
      console.log(row(cells))
    }
    const rates = async (side: Side) => [...(await upserts(side)), await dumped(side)] as const
    const mine = await rates(own)
    const theirs = other && (await rates(other))
    console.log(`\n${row(['per second', own.name, ...(other ? [other.name, 'ratio'] : [])])}`)
    console.log(row(['---', '---', ...(other ? ['---', '---'] : [])]))
    const names = ['records by upsert, new', 'records by upsert, known', 'MB of CSV by dump']
    for (const [at, name] of names.entries()) {
      const [a = 0, b] = [mine[at], theirs?.[at]]
      console.log(row([name, shown(a), ...(b === undefined ? [] : [shown(b), `${shown(a / b)} ×`])]))
    }
    const after = residentOf(server.pid)
    console.log(`\nresident memory after the run: ${after.own.toFixed(0)} MB`)
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
