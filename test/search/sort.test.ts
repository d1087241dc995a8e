import type { JsonObject } from '../../src/core/json.ts'
import { openEngine, type OpenEngine } from './open-engine.ts'

const COUNT = 213

const idOf = (n: number): string => `dataset-${String(n).padStart(3, '0')}`

/** Seconds, each once, in another order than that of writing. */
const time = (id: string): number => (Number(id.slice(8)) * 89) % COUNT

/** Dates out of order, a title that many share, and a licence that some have not. */
const dataset = (n: number): JsonObject & { readonly id: string } => ({
  id: idOf(n),
  name: `dataset-${n}`,
  title: `Title ${n % 5}`,
  type: 'dataset',
  license_id: n % 4 === 0 ? null : `licence-${(n * 7) % 11}`,
  metadata_created: new Date(1.36e12 + time(idOf(n)) * 1000).toISOString().slice(0, -1),
})

const pages = async (site: OpenEngine, sort: string, rows: number): Promise<readonly string[]> => {
  const found: string[] = []
  for (let start = 0; start < COUNT; start += rows)
    found.push(...(await site.search({ sort, start, rows })).ids)
  return found
}

describe('a sorted search, page by page', () => {
  const open = openEngine()
  const closed = openEngine({ segmentSize: 50 })
  beforeAll(async () => {
    for (const site of [open, closed]) await site.put(...Array.from({ length: COUNT }, (_, n) => dataset(n)))
    await closed.engine.maintain()
  })
  afterAll(() => {
    open.close()
    closed.close()
  })

  it.each(['asc', 'desc'])('puts times in order, %s', async (direction) => {
    const byTime = Array.from({ length: COUNT }, (_, n) => dataset(n))
      .toSorted((a, b) => time(a.id) - time(b.id))
      .map(({ id }) => id)
    const expected = direction === 'asc' ? byTime : byTime.toReversed()
    for (const site of [open, closed]) {
      expect(await pages(site, `metadata_created ${direction}`, COUNT)).toEqual(expected)
      expect(await pages(site, `metadata_created ${direction}`, 7)).toEqual(expected)
    }
  })

  it.each([
    'title_string asc',
    'license_id desc',
    'license_id asc',
    'metadata_created asc, id asc',
    'nothing asc',
  ])('shows everything once by %s', async (sort) => {
    for (const site of [open, closed]) {
      const whole = (await site.search({ sort })).ids
      expect(new Set(whole).size).toBe(COUNT)
      expect(await pages(site, sort, 7)).toEqual(whole)
    }
  })
})
