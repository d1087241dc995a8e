import type { FieldIndex } from '../index/segment.ts'

/** The terms of a field in all segments, numbered once for all, so that all segments are counted together. */
export interface FacetDictionary {
  /** The common number of each term of a segment's field, by its number there. */
  numbersOf(field: FieldIndex): Uint32Array
  /** The same field as a column of common numbers. */
  columnOf(field: FieldIndex, size: number): FacetColumn
  term(number: number): string
  readonly size: number
}

/** The terms of each document of a segment, by common number, made from the postings on first use. */
export interface FacetColumn {
  /** Numbers of slot `s` are `numbers[starts[s]]` up to `numbers[starts[s + 1]]`. */
  readonly starts: Uint32Array
  readonly numbers: Uint16Array | Uint32Array
  /** Where no document has more than one term: its number plus one, 0 for none. */
  readonly single: Uint16Array | Uint32Array | undefined
  /** How many documents have each term, by its number in the segment. */
  readonly totals: Uint32Array
}

/** Dictionaries by the name of the field. */
export type FacetDictionaries = (name: string) => FacetDictionary

/** Numbers that fit into 16 bits, with one to spare. */
const SMALL = 2 ** 16 - 1

function buildColumn(
  field: FieldIndex,
  size: number,
  common: Uint32Array,
  array: (length: number) => Uint16Array | Uint32Array,
): FacetColumn {
  const single = array(size)
  const starts = new Uint32Array(size + 1)
  const totals = new Uint32Array(field.termCount)
  let several = false
  let total = 0
  const lists: Uint32Array[] = []
  for (let number = 0; number < field.termCount; number++) {
    const { slots } = field.postings(number)
    lists.push(slots)
    totals[number] = slots.length
    total += slots.length
    const next = (common[number] ?? 0) + 1
    for (const slot of slots) {
      if (single[slot] !== 0) several = true
      single[slot] = next
      starts[slot + 1] = (starts[slot + 1] ?? 0) + 1
    }
  }
  if (!several) return { starts: new Uint32Array(0), numbers: array(0), single, totals }
  for (let slot = 0; slot < size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0)
  const numbers = array(total)
  const filled = starts.slice(0, size)
  for (const [number, slots] of lists.entries()) {
    const one = common[number] ?? 0
    for (const slot of slots) {
      const at = filled[slot] ?? 0
      numbers[at] = one
      filled[slot] = at + 1
    }
  }
  return { starts, numbers, single: undefined, totals }
}

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
      const column = buildColumn(field, size, common, array)
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
