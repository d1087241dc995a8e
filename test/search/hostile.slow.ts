import { SearchError } from '../../src/core/errors.ts'
import { hostileQueries } from './hostile-queries.ts'
import { openEngine, type OpenEngine } from './open-engine.ts'

/** Milliseconds of work: the machine may be doing other things, too. */
const PATIENCE = 1000
const worked = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
let site: OpenEngine
beforeAll(async () => {
  site = openEngine()
  const long = 'a'.repeat(30_000)
  await site.put(
    ...Array.from({ length: 300 }, (_, i) => ({
      id: `d${i}`,
      name: `dataset-${i}`,
      title: `Word${i} ${'lorem ipsum dolor '.repeat(20)}`,
      notes: long,
      extras: [{ key: 'blob', value: `${long}${i}` }],
    })),
  )
  await site.ids('name:dataset-1')
}, 120_000)
afterAll(() => {
  site.close()
})

const refused = (error: unknown): void => {
  expect(error).toBeInstanceOf(SearchError)
}

const clauses = (count: number, one: (n: number) => string, between: string) =>
  Array.from({ length: count }, (_, i) => one(i)).join(between)

const QUERIES: Readonly<Record<string, string>> = {
  '10,000 clauses': clauses(10_000, (n) => `title:w${n}`, ' OR '),
  '10,000 words': clauses(10_000, (n) => `w${n}`, ' '),
  '1,000 clauses': clauses(1000, (n) => `name:dataset-${n}`, ' OR '),
  'a text of a megabyte': `title:${'x'.repeat(1_000_000)}`,
  'a phrase of a megabyte': `title:"${'lorem '.repeat(170_000)}"`,
  '5,000 nested parentheses': `${'('.repeat(5000)}title:x${')'.repeat(5000)}`,
  'parentheses that never close': '('.repeat(100_000),
  'a storm of stars': `blob:${'*a'.repeat(200)}*b`,
  'a storm of question marks': `blob:${'?'.repeat(5000)}*b`,
  'a regular expression that backtracks': 'blob:/(a+)+b/',
  'another one': 'blob:/(a|a)*(a|a)*(a|a)*b/',
  'a long fuzzy term': `blob:${'a'.repeat(20_000)}~2`,
  'fuzzy on everything': 'text:lorem~2 OR name:dataset-1~2 OR title:word1~2',
  'wildcards on everything': 'text:* AND name:*a* AND title:*o* AND blob:*a*',
  'a phrase with endless slop': 'title:"lorem dolor"~100000000',
  'thousands of boosts': clauses(900, (n) => `(title:lorem^${n})^2`, ' OR '),
  'quotes and escapes': '\\"'.repeat(50_000),
  'a comment without end': 'title:x /* '.repeat(1000),
  'date maths without end': `metadata_modified:[NOW${'+1DAY'.repeat(100_000)} TO *]`,
}

describe('a hostile query is answered or refused in good time:', () => {
  it.each(Object.entries(QUERIES))('%s', async (_name, q) => {
    const start = worked()
    for (const defType of ['lucene', 'dismax', 'edismax']) {
      const facet = { fields: ['title', 'text'], limit: 5, mincount: 1 }
      const answer = site.search({
        q,
        defType,
        mm: '2<-1 5<80%',
        qf: 'name^4 title^4 tags^2 groups^2 text',
        facet,
        rows: 10,
      })
      await answer.catch(refused)
    }
    expect(worked() - start).toBeLessThan(3 * PATIENCE)
  })

  it.each(hostileQueries)('%s', async (_name, q) => {
    for (const parameters of [{ q }, { q, defType: 'dismax', mm: '2<-1 5<80%' }, { q: '*:*', fq: [q] }]) {
      const start = worked()
      await site.search({ qf: 'name^4 title^4 tags^2 groups^2 text', rows: 10, ...parameters }).catch(refused)
      expect(worked() - start).toBeLessThan(PATIENCE)
    }
    // Whoever asks next is answered as ever.
    expect(await site.ids('name:dataset-1')).toEqual(['d1'])
  })

  it('a mm of many levels, functions without end, odd sorts and facets', async () => {
    const start = worked()
    const asked = [
      { q: 'a b c', defType: 'dismax', mm: '1<2 '.repeat(10_000) },
      { q: 'a b c', defType: 'dismax', mm: '2<'.repeat(1000) + '1' },
      { q: 'lorem', defType: 'edismax', boost: 'sum('.repeat(10_000) },
      { sort: 'name asc,'.repeat(1000) },
      { sort: `sum(${'1,'.repeat(10_000)}1) asc` },
      { fl: ['*'.repeat(1000)] },
      { facet: { fields: Array.from({ length: 200 }, () => 'title'), limit: 5, mincount: 0 } },
    ]
    for (const one of asked) {
      await site.search({ rows: 10, ...one }).catch(refused)
    }
    expect(worked() - start).toBeLessThan(asked.length * PATIENCE)
  })
})
