import type { Language } from '../analysis/languages.ts'
import type { SolrFields } from '../document/solr-fields.ts'
import { clearBit, newBits, setBit, type Bits } from './bits.ts'
import { createInverter } from './invert.ts'
import { createMemoryField, type MemoryField } from './memory-field.ts'
import type { Segment } from './segment.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The segment that still grows: documents written since the last one was closed. */
export interface MemorySegment extends Segment {
  add(docid: number, id: string, fields: SolrFields): void
  /** Nothing is added any more: what was found in it stays right, but for documents that die. */
  freeze(): void
}

/**
 * @param vocabulary grows with what is added; several segments may share one
 * @param language of the second analysis, if there is one
 */
export function createMemorySegment(vocabulary: Vocabulary, language?: Language): MemorySegment {
  const invert = createInverter(vocabulary, language)
  const docids: number[] = []
  const ids: string[] = []
  const slots = new Map<number, number>()
  const fields = new Map<string, MemoryField>()
  const numbers = new Map<string, Float64Array>()
  let live: Bits = newBits(64)
  let liveCount = 0
  let grows = true

  const fieldOf = (name: string, analysed: boolean): MemoryField => {
    let field = fields.get(name)
    if (!field) fields.set(name, (field = createMemoryField(analysed ? vocabulary : undefined)))
    return field
  }
  const setNumber = (name: string, slot: number, value: number): void => {
    let column = numbers.get(name)
    if (!column || column.length <= slot) {
      const grown = new Float64Array(Math.max(64, slot * 2)).fill(NaN)
      if (column) grown.set(column)
      numbers.set(name, (column = grown))
    }
    column[slot] = value
  }

  return {
    get size() {
      return docids.length
    },
    get live() {
      return live.subarray(0, (docids.length + 31) >>> 5)
    },
    get liveCount() {
      return liveCount
    },
    get grows() {
      return grows
    },
    freeze: () => {
      grows = false
    },
    docid: (slot) => docids[slot] ?? 0,
    id: (slot) => ids[slot] ?? '',
    field: (name) => fields.get(name),
    numbers: (name) => {
      const column = numbers.get(name)
      if (!column || column.length >= docids.length) return column
      setNumber(name, docids.length - 1, NaN)
      return numbers.get(name)
    },
    fieldNames: () => fields.keys(),
    numberNames: () => numbers.keys(),
    kill: (docid) => {
      const slot = slots.get(docid)
      if (slot === undefined) return
      slots.delete(docid)
      clearBit(live, slot)
      liveCount--
    },
    add: (docid, id, source) => {
      const slot = docids.push(docid) - 1
      ids.push(id)
      slots.set(docid, slot)
      if (slot >>> 5 >= live.length) {
        const grown = newBits(slot * 2)
        grown.set(live)
        live = grown
      }
      setBit(live, slot)
      liveCount++
      invert(source, {
        values: (name, list) => {
          const field = fieldOf(name, false)
          for (const value of list) field.addValue(slot, value)
        },
        tokens: (name, tokens) => {
          fieldOf(name, true).addTokens(slot, tokens)
        },
        number: (name, value) => {
          setNumber(name, slot, value)
        },
      })
    },
  }
}
