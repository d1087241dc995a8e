import { openEngine, type OpenEngine } from './open-engine.ts'

const WORDS = 'red green blue white black'.split(' ')
/** So many that the closed segment has an index of neighbours (see write-pairs.ts). */
const DATASETS = 4200

/** The words of the nth dataset: all five of them, in an order of its own, some twice. */
function wordsOf(n: number): string[] {
  const rest = [...WORDS, WORDS[n % 5] ?? '']
  const words: string[] = []
  for (let seed = n * 7919 + 13; rest.length > 0; seed = Math.floor(seed / rest.length) + n) {
    words.push(...rest.splice(seed % rest.length, 1))
  }
  return words
}

const idOf = (n: number): string => `d${String(n)}`
const numbers = Array.from({ length: DATASETS }, (_, n) => n)
const having = (phrase: string): string[] =>
  numbers.filter((n) => ` ${wordsOf(n).join(' ')} `.includes(` ${phrase} `)).map(idOf)

let site: OpenEngine
beforeAll(async () => {
  site = openEngine({ segmentSize: DATASETS })
  await site.put(...numbers.map((n) => ({ id: idOf(n), notes: wordsOf(n).join(' ') })))
  await site.ids('*:*')
  await site.engine.maintain()
}, 60_000)
afterAll(() => {
  site.close()
})

describe('a phrase of frequent words, in a large segment,', () => {
  it.each([
    'red green',
    'green red',
    'black black',
    'red green blue',
    'white red white',
    'red green blue white',
  ])('is found where it stands: %s', async (phrase) => {
    const found = await site.search({ q: `notes:"${phrase}"`, sort: 'nothing asc', rows: DATASETS })
    expect(found.ids).toEqual(having(phrase))
  })

  it('is looked up, not sought', () => {
    const headers = site.writer
      .prepare(`SELECT header FROM search_segment WHERE state = 'ready'`)
      .pluck()
      .all()
    expect(headers.some((header) => String(header).includes('"pairs"'))).toBe(true)
  })

  it('counts more where it stands twice', async () => {
    await site.put(
      { id: 'twice', notes: 'red green x red green x' },
      { id: 'once', notes: 'red green x y green red' },
    )
    await site.engine.maintain()
    const { ids } = await site.search({ q: 'notes:"red green"', fq: ['id:(once twice)'], rows: 2 })
    expect(ids).toEqual(['twice', 'once'])
  })

  it('is found with words between, and with a word that is rare', async () => {
    await site.put({ id: 'far', notes: 'red amber green' })
    expect((await site.ids('notes:"red amber"')).at(-1)).toBe('far')
    expect(await site.ids('id:far AND notes:"red green"~1')).toEqual(['far'])
    expect(await site.ids('id:far AND notes:"red green"')).toEqual([])
  })
})
