import type { FieldIndex } from '../index/segment.ts'
import { buildFacetColumn, type FacetColumn } from './facet-column.ts'

/** The terms of a field in all segments, numbered once for all, so that all segments are counted together. */
export interface FacetDictionary {
  /** The common number of each term of a segment's field, by its number there. */
  numbersOf(field: FieldIndex): Uint32Array
  /** The same field as a column of common numbers, made from the postings on first use. */
  columnOf(field: FieldIndex, size: number): FacetColumn
  term(number: number): string
  readonly size: number
}

/** Dictionaries by the name of the field. */
export type FacetDictionaries = (name: string) => FacetDictionary

/** Numbers that fit into 16 bits, with one to spare. */
const SMALL = 2 ** 16 - 1

function createDictionary(): FacetDictionary {
  const terms: string[] = []
  const numbers = new Map<string, number>()
  const known = new WeakMap<FieldIndex, { version: number; numbers: Uint32Array }>()
  const columns = new WeakMap<FieldIndex, { version: number; size: number; column: FacetColumn }>()
  const numberOf = (term: string): number => {
    let number = numbers.get(term)
    if (number === undefined) {
      number = terms.push(term) - 1
      numbers.set(term, number)
    }
    return number
  }
  const numbersOf = (field: FieldIndex): Uint32Array => {
    const before = known.get(field)
    if (before?.version === field.version) return before.numbers
    const found = Uint32Array.from({ length: field.termCount }, (_, i) => numberOf(field.term(i)))
    known.set(field, { version: field.version, numbers: found })
    return found
  }
  return {
    numbersOf,
    columnOf: (field, size) => {
      const before = columns.get(field)
      if (before?.version === field.version && before.size === size) return before.column
      const common = numbersOf(field)
      const array = (length: number): Uint16Array | Uint32Array =>
        terms.length < SMALL ? new Uint16Array(length) : new Uint32Array(length)
      const column = buildFacetColumn(field, size, common, array)
      columns.set(field, { version: field.version, size, column })
      return column
    },
    term: (number) => terms[number] ?? '',
    get size() {
      return terms.length
    },
  }
}

/** Dictionaries that grow as they are asked; they live as long as the engine. */
export function createFacetDictionaries(): FacetDictionaries {
  const dictionaries = new Map<string, FacetDictionary>()
  return (name) => {
    const known = dictionaries.get(name)
    if (known) return known
    const dictionary = createDictionary()
    dictionaries.set(name, dictionary)
    return dictionary
  }
}
