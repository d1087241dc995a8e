import type { JsonObject } from '../../src/core/json.ts'
import { openEngine } from './open-engine.ts'

const COUNT = 5000
const ROWS = 20
const WORDS = [
  'river',
  'water',
  'level',
  'quality',
  'bus',
  'stop',
  'tram',
  'flood',
  'forest',
  'street',
  'school',
]
const NAMES = new Map([['office', 'River office']])

/** Words come in the notes of most datasets, and in few titles. */
const dataset = (n: number): JsonObject & { readonly id: string } => {
  const word = (step: number): string => WORDS[((n * step) % 97) % WORDS.length] ?? ''
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name: `dataset-${String(n)}`,
    title: n % 23 === 0 ? `${word(5)} ${word(11)}` : `number ${String(n % 40)}`,
    notes: Array.from({ length: 3 + (n % 9) }, (_, i) => word(3 + 2 * i)).join(' '),
    organization: { id: n % 6 === 0 ? 'office' : 'other', name: '' },
    tags: n % 31 === 0 ? [{ name: word(7) }] : [],
    metadata_modified: new Date(1.4e12 + (n % 700) * 86_400_000).toISOString().slice(0, -1),
  }
}

const QUESTIONS = [
  'river',
  'tram',
  'river water',
  'bus stop flood',
  '"river water"',
  'school "water level"',
  'office',
]

describe('the first page of many hits', () => {
  it.each([500, 10_000])('is the beginning of all of them in order (segments of %d)', async (segmentSize) => {
    const site = openEngine({ segmentSize })
    try {
      for (const [id, name] of NAMES) site.names.set(id, name)
      site.renamed()
      await site.put(...Array.from({ length: COUNT }, (_, n) => dataset(n)))
      await site.engine.maintain()
      for (const q of QUESTIONS) {
        const question = {
          q,
          defType: 'dismax',
          qf: 'name^4 title^4 tags^2 groups^2 text',
          mm: '2<-1 5<80%',
          tie: '0.1',
          sort: 'score desc, metadata_modified desc',
          fl: ['id', 'score'],
        }
        const all = await site.search({ ...question, rows: COUNT })
        expect(all.ids).toHaveLength(all.count)
        for (const start of [0, 7, 300]) {
          const page = await site.search({ ...question, start, rows: ROWS })
          expect(page.ids).toEqual(all.ids.slice(start, start + ROWS))
          expect(page.documents).toEqual(all.documents?.slice(start, start + ROWS))
          expect(page.count).toBe(all.count)
        }
      }
    } finally {
      site.close()
    }
  })
})
