import type { FieldIndex } from '../index/segment.ts'

/** The terms of a field in all segments, numbered once for all, so that counts of segments can simply be added. */
export interface FacetDictionary {
  /** The common number of each term of a segment's field, by its number there. */
  numbersOf(field: FieldIndex): Uint32Array
  term(number: number): string
  readonly size: number
}

/** Dictionaries by the name of the field. */
export type FacetDictionaries = (name: string) => FacetDictionary

function createDictionary(): FacetDictionary {
  const terms: string[] = []
  const numbers = new Map<string, number>()
  const known = new WeakMap<FieldIndex, { version: number; numbers: Uint32Array }>()
  const numberOf = (term: string): number => {
    let number = numbers.get(term)
    if (number === undefined) {
      number = terms.push(term) - 1
      numbers.set(term, number)
    }
    return number
  }
  return {
    numbersOf: (field) => {
      const before = known.get(field)
      if (before?.version === field.version) return before.numbers
      const found = Uint32Array.from({ length: field.termCount }, (_, i) => numberOf(field.term(i)))
      known.set(field, { version: field.version, numbers: found })
      return found
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
