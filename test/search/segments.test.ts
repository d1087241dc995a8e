import type { JsonObject } from '../../src/core/json.ts'
import type { SearchAnswer } from '../../src/search/door.ts'
import { openEngine, type OpenEngine } from './open-engine.ts'

const WORDS = [
  'river',
  'rivers',
  'Levels',
  'water-quality',
  'données',
  '東京都',
  'bus',
  'BusStop',
  'flood',
  '2014/2015',
]

const dataset = (n: number, version = 0): JsonObject & { readonly id: string } => {
  const word = (step: number): string => WORDS[(n * step + version) % WORDS.length] ?? ''
  return {
    id: n % 5 === 0 ? `odd-${n}` : `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name: `dataset-${n}`,
    title: `${word(1)} ${word(3)} ${n}`,
    notes: `${word(7)} of ${word(1)} and ${word(3)} ${version}`,
    type: 'dataset',
    license_id: n % 3 === 0 ? null : `licence-${n % 4}`,
    tags: [{ name: word(1) }, { name: word(3) }],
    extras:
      n % 7 === 0
        ? [
            { key: 'frequency', value: 'daily' },
            { key: 'start_date', value: '2014-03-22' },
          ]
        : [],
    metadata_modified: new Date(1.4e12 + n * 86_400_000).toISOString().slice(0, -1),
  }
}

const QUESTIONS = [
  { q: '*:*', sort: 'metadata_modified desc', rows: 7, start: 3 },
  {
    q: 'river level',
    defType: 'dismax',
    qf: 'title^4 text',
    mm: '1',
    tie: '0.1',
    sort: 'score desc, name asc',
  },
  { q: 'notes:"levels river"~3 OR title:flood*', sort: 'title_string desc' },
  { q: 'tags:BusStop -license_id:licence-1', sort: 'license_id asc, name desc' },
  { q: 'frequency:daily AND start_date:[2014-01-01T00:00:00Z TO NOW]', sort: 'tags asc, id asc' },
  { q: 'title:rivr~1', sort: 'id desc' },
  { q: '-license_id:*', sort: 'title asc, name asc' },
] as const

async function answers(site: OpenEngine): Promise<unknown> {
  const facet = { fields: ['tags', 'license_id', 'title', 'frequency'], limit: 20, mincount: 1 }
  const all: SearchAnswer[] = []
  for (const question of QUESTIONS) all.push(await site.search({ facet, ...question }))
  return all.map(({ count, ids, facets }) => [
    count,
    ids,
    [...facets].map(([name, values]) => [name, [...values]]),
  ])
}

/** Writes, changes and removes datasets; the same for every engine. */
async function fill(site: OpenEngine, betweenSteps: () => Promise<void>): Promise<void> {
  for (let from = 0; from < 400; from += 40) {
    await site.put(...Array.from({ length: 40 }, (_, i) => dataset(from + i)))
    await site.put(...Array.from({ length: 5 }, (_, i) => dataset(from + i * 3, 1)))
    await site.remove(...Array.from({ length: 3 }, (_, i) => dataset(from + i * 7 + 1).id))
    await betweenSteps()
  }
}

describe('an index in segments', () => {
  it('answers as one in memory does, also to another process and when opened again', async () => {
    const inMemory = openEngine()
    const inSegments = openEngine({ segmentSize: 25 })
    try {
      await fill(inMemory, async () => undefined)
      const follower = inSegments.another()
      await fill(inSegments, async () => {
        await inSegments.engine.maintain()
        await follower.search({})
      })
      await inSegments.put(...Array.from({ length: 10 }, (_, i) => dataset(i, 2)))
      await inMemory.put(...Array.from({ length: 10 }, (_, i) => dataset(i, 2)))
      // Dead documents count in Lucene's statistics until they are merged away, so scores may differ, but not much else.
      const expected = await answers(inMemory)
      expect(await answers(inSegments)).toEqual(expected)
      expect(await answers(follower)).toEqual(expected)
      expect(await answers(inSegments.another())).toEqual(expected)
      const left = inSegments.writer.prepare('SELECT count(*) FROM search_document').pluck().get()
      expect(left).toBeLessThan(60)
      const segments = inSegments.writer.prepare('SELECT count(*) FROM search_segment').pluck().get()
      expect(segments).toBeLessThan(12)
    } finally {
      inMemory.close()
      inSegments.close()
    }
  }, 30_000)

  it('closes a load in large pieces beside each other, which stand in the order of writing', async () => {
    const inMemory = openEngine()
    const site = openEngine({ segmentSize: 20 })
    try {
      for (const one of [inMemory, site]) {
        await one.put(...Array.from({ length: 1000 }, (_, i) => dataset(i)))
        await one.put(...Array.from({ length: 100 }, (_, i) => dataset(i * 9, 1)))
        await one.remove(...Array.from({ length: 30 }, (_, i) => dataset(i * 11 + 1).id))
      }
      await site.engine.maintain()
      const ranges = site.writer.prepare('SELECT first, last FROM search_segment ORDER BY first').raw().all()
      expect(ranges.length).toBeLessThan(12)
      expect(site.writer.prepare('SELECT count(*) FROM search_document').pluck().get()).toBeLessThan(40)
      expect(await answers(site)).toEqual(await answers(inMemory))
      expect(await site.ids('*:*')).toEqual(await inMemory.ids('*:*'))
    } finally {
      inMemory.close()
      site.close()
    }
  }, 60_000)

  it('loses nothing when a process stops in the middle of closing one', async () => {
    const site = openEngine({ segmentSize: 20 })
    try {
      await site.put(...Array.from({ length: 50 }, (_, i) => dataset(i)))
      // What a process leaves behind that ended while it wrote a segment:
      site.writer.exec(`
        INSERT INTO search_segment (state, first, last, header) VALUES ('writing', 1, 20, '');
        INSERT INTO search_block VALUES (last_insert_rowid() << 26, x'00');
        UPDATE search_state SET value = 5 WHERE key = 'owner';
        UPDATE search_state SET value = 1 WHERE key = 'until';
      `)
      expect((await site.search({})).count).toBe(50)
      await site.engine.maintain()
      expect((await site.search({})).count).toBe(50)
      expect((await site.another().search({})).count).toBe(50)
      const states = site.writer.prepare('SELECT DISTINCT state FROM search_segment').pluck().all()
      expect(states).toEqual(['ready'])
      const orphans = site.writer
        .prepare(
          'SELECT count(*) FROM search_block WHERE place >> 26 NOT IN (SELECT segment FROM search_segment)',
        )
        .pluck()
        .get()
      expect(orphans).toBe(0)
    } finally {
      site.close()
    }
  })

  it('takes the work over at once from a process that has ended', async () => {
    const site = openEngine({ segmentSize: 20 })
    try {
      const first = site.another()
      await first.put(...Array.from({ length: 50 }, (_, i) => dataset(i)))
      await first.engine.maintain()
      await first.engine.close()
      await site.put(...Array.from({ length: 50 }, (_, i) => dataset(50 + i)))
      await site.engine.maintain()
      expect(site.writer.prepare('SELECT count(*) FROM search_document').pluck().get()).toBeLessThan(20)
      expect((await site.search({})).count).toBe(100)
    } finally {
      site.close()
    }
  })

  it('leaves the work to another process that is at it', async () => {
    const site = openEngine({ segmentSize: 20 })
    try {
      await site.put(...Array.from({ length: 50 }, (_, i) => dataset(i)))
      site.writer.exec(`
        UPDATE search_state SET value = 5 WHERE key = 'owner';
        UPDATE search_state SET value = ${Date.now() + 60_000} WHERE key = 'until';
      `)
      await site.engine.maintain()
      expect(site.writer.prepare('SELECT count(*) FROM search_segment').pluck().get()).toBe(0)
      expect((await site.search({})).count).toBe(50)
    } finally {
      site.close()
    }
  })
})
