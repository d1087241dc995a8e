/**
 * npm run bench -- search [--datasets N] [--queries N] [--folder DIR] [--only CLASS] [--against-solr URL] [--beside-load]
 *
 * The search engine by itself over a made-up catalogue: loading, memory, milliseconds of each class of query without the
 * memory of earlier answers, a restart, and how soon a change is found. With a folder, its index is kept and used again.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite, { type Database } from 'better-sqlite3'
import { createSearchEngine, type MaintainedSearchEngine } from '../../src/search/createSearchEngine.ts'
import type { SearchParameters } from '../../src/search/door.ts'
import { createCheckpoints } from '../../src/store/checkpoints.ts'
import { createWalSync } from '../../src/store/wal-sync.ts'
import { solrTarget } from './solr-target.ts'
import {
  organizationId,
  organizationName,
  organizations,
  tagName,
  word,
  zipfDataset,
} from './zipf-catalogue.ts'

const SCHEMAS = ['0002_search', '0007_search_removals', '0011_search_block_places'].map((name) =>
  join(import.meta.dirname, `../../src/store/migrations/${name}.sql`),
)
const BATCH = 500
const FACETS = { fields: ['organization', 'tags', 'res_format', 'license_id'], limit: 50, mincount: 1 }
const HIDDEN = ['+capacity:public +state:(active)', '+site_id:"bench"']
const NEWEST = 'score desc, metadata_modified desc'

type Query = Partial<SearchParameters>

/** The nth question of a class; frequent words come as often as rare ones. */
const CLASSES: Readonly<Record<string, (n: number) => Query>> = {
  'one word': (n) => ({ q: word(Math.floor(1.9 ** (n % 16)) + n), defType: 'dismax' }),
  'two words': (n) => ({ q: `${word(n % 50)} ${word(100 + n * 3)}`, defType: 'dismax' }),
  phrase: (n) => ({ q: `"${word(n % 20)} ${word((n * 7) % 60)}"`, defType: 'dismax' }),
  'one filter': (n) => ({
    fq: [`+capacity:public res_format:"${['CSV', 'PDF', 'WMS'][n % 3] ?? ''}" +state:(active)`],
  }),
  'three filters': (n) => ({
    fq: [
      `+capacity:public organization:"${organizationName(n % 40)}" tags:"${tagName(n % 5)}" res_format:CSV +state:(active)`,
    ],
  }),
  everything: (n) => ({ start: (n % 5) * 20 }),
  'sorted by date, from 100,000': (n) => ({
    sort: 'metadata_modified desc',
    start: 100_000 + n,
    facet: undefined,
  }),
}

interface Opened {
  readonly engine: MaintainedSearchEngine
  readonly write: (work: () => Promise<void>) => Promise<void>
  readonly rename: (id: string, name: string) => void
  readonly close: () => Promise<void>
}

function open(file: string): Opened {
  const connect = (): Database => {
    const db = new Sqlite(file)
    // As the store does it.
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = NORMAL',
      'wal_autocheckpoint = 64000',
      'cache_size = -32000',
    ])
      db.pragma(pragma)
    return db
  }
  const writer = connect()
  const isNew = writer.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'search_state'`).get() === undefined
  if (isNew) for (const schema of SCHEMAS) writer.exec(readFileSync(schema, 'utf8'))
  const names = new Map(organizations)
  let version = 0
  const reader = connect()
  const wal = createWalSync(file)
  const checkpoints = createCheckpoints(file, writer)
  const engine = createSearchEngine({
    reader,
    writer,
    siteId: 'bench',
    vocabularyName: () => undefined,
    names: { version: () => version, read: () => names },
    datasets: () => [],
  })
  return {
    engine,
    write: async (work) => {
      writer.exec('BEGIN IMMEDIATE')
      await work()
      writer.exec('COMMIT')
      checkpoints.committed()
      await wal.sync()
    },
    rename: (id, name) => {
      names.set(id, name)
      version++
    },
    close: async () => {
      await engine.close()
      checkpoints.close()
      wal.close()
      reader.close()
      writer.close()
    },
  }
}

const megabytes = (): string => `${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`
/** What the process worked, whatever the machine did besides: the thread of the searches, in milliseconds. */
const workedMilliseconds = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
const WORK = 'p50 of work | p99 of work'
const percentile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)

function percentiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  return `${percentile(sorted, 0.5)} | ${percentile(sorted, 0.99)}`
}

async function load({ engine, write }: Opened, from: number, to: number): Promise<void> {
  const begun = performance.now()
  for (let n = from; n < to; n += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, to - n) }, (_, i) => ({
      dataset: zipfDataset(n + i),
      labels: ['public'],
    }))
    await write(() => engine.index(documents))
  }
  await engine.maintain()
  const seconds = (performance.now() - begun) / 1000
  console.log(
    `loaded ${String(to - from)} datasets in ${seconds.toFixed(0)} s (${((to - from) / seconds).toFixed(0)}/s, making them included); ${megabytes()}`,
  )
}

/** The nth question of a class, as nobody has asked it before; `asked` makes another one of it with the same answer. */
function questionOf(query: (n: number) => Query, n: number, asked = String(n)): SearchParameters {
  const own = query(n)
  return {
    q: '*:*',
    qf: 'name^4 title^4 tags^2 groups^2 text',
    mm: '2<-1 5<80%',
    tie: '0.1',
    sort: NEWEST,
    start: 0,
    rows: 20,
    facet: FACETS,
    labels: ['public'],
    ...own,
    fq: [...(own.fq ?? HIDDEN.slice(0, 1)), HIDDEN[1] ?? '', `-name:none-${asked}`],
  }
}

/** So often each is asked again, when what it needs of the index is in memory. */
const AGAIN = 3
/** The first ones read the index from the disk. */
const WARM_UP = 5

async function ask(engine: MaintainedSearchEngine, queries: number, only: string): Promise<void> {
  console.log(`\n| query | hits | p50 ms | p99 ms | ${WORK} | of work again, p50 | p99 |`)
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, query] of Object.entries(CLASSES)) {
    if (!name.includes(only)) continue
    const times: number[] = []
    const work: number[] = []
    const again: number[] = []
    let hits = 0
    for (let n = 0; n < queries + WARM_UP; n++) {
      const begun = performance.now()
      const worked = workedMilliseconds()
      const { count } = await engine.search(questionOf(query, n))
      if (n >= WARM_UP) {
        times.push(performance.now() - begun)
        work.push(workedMilliseconds() - worked)
        const since = workedMilliseconds()
        for (let time = 0; time < AGAIN; time++) {
          await engine.search(questionOf(query, n, `${String(n)}-${String(time)}`))
        }
        again.push((workedMilliseconds() - since) / AGAIN)
      }
      hits += count
    }
    console.log(
      `| ${name} | ${(hits / (queries + WARM_UP)).toFixed(0)} | ${percentiles(times)} | ${percentiles(work)} | ${percentiles(again)} |`,
    )
  }
}

/** The same questions of a Solr that has the same datasets, in turns. */
async function compare(
  engine: MaintainedSearchEngine,
  url: string,
  datasets: number,
  queries: number,
): Promise<void> {
  const solr = solrTarget(url)
  const there = await solr.count()
  if (there < datasets) {
    const seconds = await solr.load(there, datasets)
    console.log(`Solr took ${((datasets - there) / seconds).toFixed(0)} datasets/s`)
  }
  console.log('\n| query | p50 ms | p99 ms | Solr p50 | Solr p99 | of it Solr itself, p50 | ratio |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, query] of Object.entries(CLASSES)) {
    const [own, theirs, inside]: [number[], number[], number[]] = [[], [], []]
    for (let n = 0; n < queries + WARM_UP; n++) {
      const question = questionOf(query, n)
      const begun = performance.now()
      const { count } = await engine.search(question)
      const between = performance.now()
      const answer = await solr.search(question)
      const ended = performance.now()
      if (count !== answer.count)
        console.log(`${name} ${String(n)}: ${String(count)}, Solr ${String(answer.count)}`)
      if (n < WARM_UP) continue
      own.push(between - begun)
      theirs.push(ended - between)
      inside.push(answer.ownMilliseconds)
    }
    const middle = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >>> 1] ?? 0
    const ratio = middle(theirs) / middle(own)
    console.log(
      `| ${name} | ${percentiles(own)} | ${percentiles(theirs)} | ${middle(inside).toFixed(0)} | ${ratio.toFixed(1)} × |`,
    )
  }
}

async function change({ engine, write }: Opened, datasets: number): Promise<void> {
  const times: number[] = []
  const work: number[] = []
  for (let n = 0; n < 200; n++) {
    const dataset = zipfDataset((n * 4993) % datasets)
    const begun = performance.now()
    const worked = workedMilliseconds()
    await write(() =>
      engine.index([{ dataset: { ...dataset, notes: `changed${word(n)}x` }, labels: ['public'] }]),
    )
    const { count } = await engine.search({ q: `changed${word(n)}x`, fq: [], sort: '', start: 0, rows: 1 })
    times.push(performance.now() - begun)
    work.push(workedMilliseconds() - worked)
    if (count !== 1) throw new Error(`The change of ${dataset.id} was not found.`)
  }
  console.log(`| written, then found | 1 | ${percentiles(times)} | ${percentiles(work)} |`)
}

/** Renames the largest organization, and asks for its datasets by the new name, with facets. */
async function rename({ engine, rename: give }: Opened): Promise<void> {
  const times: number[] = []
  const work: number[] = []
  let hits = 0
  for (let n = 0; n < 20; n++) {
    give(organizationId(0), `office-${String(n)}`)
    const begun = performance.now()
    const worked = workedMilliseconds()
    const question = questionOf(() => ({ fq: [`organization:"office-${String(n)}"`] }), n)
    const { count, facets } = await engine.search(question)
    times.push(performance.now() - begun)
    work.push(workedMilliseconds() - worked)
    if (facets.get('organization')?.get(`office-${String(n)}`) !== count)
      throw new Error('The name is the old one.')
    hits = count
  }
  console.log(
    `| organization renamed, then found | ${String(hits)} | ${percentiles(times)} | ${percentiles(work)} |`,
  )
}

const CLIENTS = 4

/** Of each search of some clients: how many there were in a second, and how long the thread worked for each. */
interface Rate {
  readonly perSecond: number
  readonly milliseconds: number
}

/** What so many clients get answered until something ends. @param next numbers questions that nobody has asked before */
async function rateUntil(
  engine: MaintainedSearchEngine,
  ends: Promise<unknown>,
  deep: number,
  next: () => number,
): Promise<Rate> {
  const classes = Object.values(CLASSES)
  const begun = performance.now()
  const worked = workedMilliseconds()
  let isOver = false
  let answered = 0
  void ends.finally(() => {
    isOver = true
  })
  const client = async (): Promise<void> => {
    while (!isOver) {
      const n = next()
      const query = classes[n % classes.length]
      const question = query && questionOf(query, n)
      // A page that only exists once more is loaded is no measure.
      if (question) await engine.search({ ...question, start: Math.min(question.start, deep) })
      answered++
      // As requests do: others have their turn.
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return {
    perSecond: (answered / (performance.now() - begun)) * 1000,
    milliseconds: (workedMilliseconds() - worked) / answered,
  }
}

/** As nice as `ckanister load` (src/core/give-way.ts). */
const PRIORITY = 10
const ALONE = 10_000
const LOADED = 20_000

/** Searches alone, and while another process loads more datasets into the same index. */
async function besideLoad(engine: MaintainedSearchEngine, folder: string, datasets: number): Promise<void> {
  let asked = 0
  const next = (): number => asked++
  const deep = datasets / 2
  const alone = await rateUntil(engine, setTimeout(ALONE), deep, next)
  const bench = join(import.meta.dirname, 'bench.ts')
  const wanted = ['search', '--datasets', String(datasets + LOADED), '--folder', folder, '--only', 'no class']
  const begun = performance.now()
  const child = spawn(process.execPath, [bench, ...wanted], { stdio: 'ignore' })
  // As `ckanister load` gives way to whoever serves.
  if (child.pid !== undefined) setPriority(child.pid, PRIORITY)
  const beside = await rateUntil(engine, once(child, 'exit'), deep, next)
  const seconds = (performance.now() - begun) / 1000
  const told = ({ perSecond, milliseconds }: Rate): string =>
    `${perSecond.toFixed(0)} searches/s (${milliseconds.toFixed(2)} ms of work each)`
  console.log(
    `${String(CLIENTS)} clients: ${told(alone)} alone, ${told(beside)} while ${(LOADED / seconds).toFixed(0)} datasets/s were loaded`,
  )
}

/** Runs the benchmark and prints it. */
export async function benchSearch(options: {
  datasets: number
  queries: number
  folder?: string | undefined
  only: string
  /** A Solr core with CKAN's schema that gets the same datasets. */
  againstSolr?: string | undefined
  /** Only how searches fare beside a load. */
  beside: boolean
}): Promise<void> {
  const { datasets, queries, only, againstSolr, beside } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'ckanister-search-'))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.sqlite')
  let site = open(file)
  try {
    const { count } = await site.engine.search({ q: '*:*', fq: [], sort: '', start: 0, rows: 0 })
    if (count < datasets) await load(site, count, datasets)
    await site.close()
    const begun = performance.now()
    site = open(file)
    await site.engine.search({
      q: word(100),
      defType: 'dismax',
      qf: 'title text',
      fq: [],
      sort: NEWEST,
      start: 0,
      rows: 20,
      facet: FACETS,
    })
    console.log(`first search after a restart: ${(performance.now() - begun).toFixed(0)} ms; ${megabytes()}`)
    if (againstSolr !== undefined) {
      await compare(site.engine, againstSolr, datasets, queries)
      return
    }
    if (beside) {
      await besideLoad(site.engine, folder, Math.max(count, datasets))
      return
    }
    await ask(site.engine, queries, only)
    if (only === '') {
      await change(site, datasets)
      await rename(site)
    }
    console.log(`memory: ${megabytes()}`)
  } finally {
    await site.close()
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
