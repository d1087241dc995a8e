import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import type { FieldIndex, Segment } from '../index/segment.ts'
import { parseFunction, type NumberFunction } from '../solr/functions.ts'
import type { SortKey } from '../solr/parse-sort.ts'
import { columnOf, edgeNumber } from './columns.ts'
import { functionSource } from './function-source.ts'
import { pieceField } from './piece-field.ts'
import type { Scored } from './score-plan.ts'
import type { Snapshot } from './snapshot.ts'

/** Keys of one segment's hits by their index: the smaller key comes first, whatever the direction. */
export type KeyOf = (index: number) => number

/** A sort key at work: fast keys inside a segment, and a comparison of hits of different segments. */
export interface Sorter {
  readonly keysOf: (hits: Scored) => KeyOf
  /** What hits of different segments are compared by; `undefined`: their keys. */
  readonly headOf?: (hits: Scored) => (index: number) => HeadKey
}

/** With a text, `key` is 1 for ascending and -1 for descending order of texts; without, smaller keys come first. */
export interface HeadKey {
  readonly key: number
  readonly text?: string
}

function check(name: string): void {
  const { kind, multiple } = fieldType(name)
  if (kind === 'unsearchable' || (multiple && kind !== 'string')) {
    throw new SearchError(`Search error: 'can not sort on multivalued field: ${name}'`)
  }
}

function textSorter(snapshot: Snapshot, name: string, descending: boolean): Sorter {
  // Solr sorts by the greatest of several strings when descending, but always by the first token of an analysed field.
  const { kind } = fieldType(name)
  const missingLast = kind === 'string'
  const fieldOf = (segment: Segment): FieldIndex | undefined =>
    kind === 'ngram' ? pieceField(segment, name) : snapshot.field(segment, name)
  const edge = descending && missingLast ? 'last' : 'first'
  const numberOf = (hits: Scored): ((index: number) => number) => {
    const field = fieldOf(hits.segment)
    if (!field) return () => -1
    const column = columnOf(field, hits.segment.size)
    return (index) => edgeNumber(column, hits.slots[index] ?? 0, edge)
  }
  const missing = (number: number): number => (number >= 0 ? 0 : missingLast || descending ? 1 : -1)
  const key = (number: number): number =>
    number < 0 ? missing(number) * Infinity : descending ? -number : number
  return {
    keysOf: (hits) => {
      const number = numberOf(hits)
      return (index) => key(number(index))
    },
    headOf: (hits) => {
      const number = numberOf(hits)
      const field = fieldOf(hits.segment)
      return (index) => {
        const found = number(index)
        if (found < 0) return { key: missing(found) * Infinity }
        return { key: descending ? -1 : 1, text: field?.term(found) ?? '' }
      }
    },
  }
}

// What is no function Solr takes for the name of a field that nobody has.
function readFunction(text: string, now: number): NumberFunction | undefined {
  try {
    return parseFunction(text, now)
  } catch (error) {
    if (error instanceof SearchError) return undefined
    throw error
  }
}

/** @throws SearchError for a field that Solr cannot sort by */
export function createSorter(snapshot: Snapshot, sort: SortKey): Sorter {
  const sign = sort.descending ? -1 : 1
  if (sort.kind === 'score')
    return {
      keysOf:
        ({ scores }) =>
        (index) =>
          sign * (scores[index] ?? 0),
    }
  if (sort.kind === 'function') {
    const value = readFunction(sort.name, snapshot.now)
    if (!value) return { keysOf: () => () => 0 }
    return {
      keysOf: ({ segment, slots, scores }) => {
        const source = functionSource(snapshot, segment)
        return (index) => sign * value(source(slots[index] ?? 0, scores[index] ?? 0))
      },
    }
  }
  check(sort.name)
  const { kind } = fieldType(sort.name)
  if (kind !== 'date' && kind !== 'integer') return textSorter(snapshot, sort.name, sort.descending)
  return {
    keysOf: ({ segment, slots }) => {
      const numbers = segment.numbers(sort.name)
      return (index) => {
        const number = numbers?.[slots[index] ?? 0] ?? 0
        return Number.isNaN(number) ? 0 : sign * number
      }
    },
  }
}
