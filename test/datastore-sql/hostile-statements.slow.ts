import { createHash } from 'node:crypto'
import { startApp, type StartedApp } from '../support/start-app.ts'
import { HOSTILE } from './hostile-statements.ts'

const CANARY = 'canary-7f3a'
const PUBLIC = 'b3000000-0000-4000-8000-00000000000a'
const PRIVATE = 'b3000000-0000-4000-8000-00000000000c'

describe('datastore_search_sql', () => {
  let site: StartedApp

  beforeAll(async () => {
    site = await startApp({ users: ['eve'], env: { CKANISTER__DATASTORE__SQL_TIMEOUT: '4' } })
    const make = async (
      name: string,
      id: string,
      isPrivate: boolean,
      records: readonly object[],
      aliases: string,
    ) => {
      const dataset = {
        name,
        owner_org: 'water',
        private: isPrivate,
        resources: [{ id, url: 'http://example.com/x' }],
      }
      await site.post('package_create', dataset, 'admin')
      await site.post('datastore_create', { resource_id: id, force: true, records, aliases }, 'admin')
    }
    await site.post('organization_create', { name: 'water' }, 'admin')
    const rivers = Array.from({ length: 40 }, (_, at) => ({ name: `river ${at}`, length: at }))
    await make('rivers', PUBLIC, false, rivers, 'riversalias')
    await make('secrets', PRIVATE, true, [{ a: CANARY }], 'secretalias')
  })
  afterAll(() => site.close())

  const written = (sql: string): string =>
    sql.replace(/\bT\b/g, `"${PUBLIC}"`).replace(/\bS\b/g, `"${PRIVATE}"`)
  const ask = async (sql: string, as?: string) => {
    const answer = await site.post('datastore_search_sql', { sql: written(sql) }, as)
    return { status: answer.status, text: JSON.stringify(answer.result ?? answer.error) }
  }
  const content = async () => {
    const rows = await Promise.all(
      [PUBLIC, PRIVATE].map((id) => site.post('datastore_search', { resource_id: id }, 'admin')),
    )
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
  }

  it('has a corpus of 200 statements', () => {
    expect(Object.values(HOSTILE).flat().length).toBeGreaterThanOrEqual(200)
  })

  it.each(Object.keys(HOSTILE).filter((kind) => kind !== 'expensive'))(
    'answers no %s, changes nothing and shows nothing of others',
    async (kind) => {
      const before = await content()
      for (const sql of HOSTILE[kind] ?? []) {
        const { status, text } = await ask(sql, 'eve')
        expect([sql, status >= 500, text.includes(CANARY)]).toEqual([sql, false, false])
        expect([sql, /root:|\/bin\/|\d\.duckdb|datastore-columns/.test(text)]).toEqual([sql, false])
        if (kind === 'private') expect([sql, status]).toEqual([sql, 403])
        if (kind === 'sources' || kind === 'writes') expect([sql, status]).not.toEqual([sql, 200])
      }
      expect(await content()).toBe(before)
    },
    120_000,
  )

  it('stops what costs too much, while others are answered', async () => {
    for (const sql of HOSTILE['expensive'] ?? []) {
      const started = performance.now()
      const slow = ask(sql, 'eve')
      const others: number[] = []
      const over = { is: false }
      void slow.finally(() => (over.is = true))
      do {
        const asked = performance.now()
        expect((await site.post('datastore_search', { resource_id: PUBLIC, limit: 1 })).status).toBe(200)
        others.push(performance.now() - asked)
        await new Promise((done) => setTimeout(done, 100))
      } while (!over.is)
      const { status } = await slow
      others.sort((a, b) => a - b)
      expect(others[Math.floor(others.length / 2)]).toBeLessThan(1000)
      expect([sql.slice(0, 80), status < 500]).toEqual([sql.slice(0, 80), true])
      expect(performance.now() - started).toBeLessThan(25_000)
    }
    // The next one finds everything as it was.
    expect(await ask('SELECT count(*) FROM T')).toMatchObject({ status: 200 })
  }, 300_000)
})
