import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import { parseFunction } from '../functions/parse-function.ts'
import type { SolrFunction } from '../functions/solr-function.ts'
import type { FieldIndex, Segment } from '../index/segment.ts'
import type { SortKey } from '../solr/parse-sort.ts'
import { columnOf, edgeNumber } from './columns.ts'
import { functionSource } from './function-source.ts'
import { pieceField } from './piece-field.ts'
import { addScores } from './score-plan.ts'
import type { Scored } from './scored.ts'
import type { Snapshot } from './snapshot.ts'

/** Keys of one segment's hits by their index: the smaller key comes first, whatever the direction. */
export type KeyOf = (index: number) => number

/** A sort key at work: fast keys inside a segment, and a comparison of hits of different segments. */
export interface Sorter {
  /** The same for the same field and direction. */
  readonly name: string
  readonly keysOf: (hits: Scored) => KeyOf
  /** The same of all hits, where that is faster than one by one. */
  readonly allKeys?: (hits: Scored) => Float64Array
  /** Keys by slot, where they depend on nothing but the document. */
  readonly bySlot?: (segment: Segment) => (slot: number) => number
  /** What hits of different segments are compared by, by slot; `undefined`: their keys. */
  readonly headOf?: (segment: Segment) => (slot: number) => HeadKey
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
  const numberOf = (segment: Segment): ((slot: number) => number) => {
    const field = fieldOf(segment)
    if (!field) return () => -1
    const column = columnOf(field, segment.size)
    return (slot) => edgeNumber(column, slot, edge)
  }
  const missing = (number: number): number => (number >= 0 ? 0 : missingLast || descending ? 1 : -1)
  const key = (number: number): number =>
    number < 0 ? missing(number) * Infinity : descending ? -number : number
  const bySlot = (segment: Segment): ((slot: number) => number) => {
    const number = numberOf(segment)
    return (slot) => key(number(slot))
  }
  return {
    name: `${name} ${descending ? 'desc' : 'asc'} ${String(snapshot.names.version)}`,
    bySlot,
    keysOf: byIndex(bySlot),
    headOf: (segment) => {
      const number = numberOf(segment)
      const field = fieldOf(segment)
      return (slot) => {
        const found = number(slot)
        if (found < 0) return { key: missing(found) * Infinity }
        return { key: descending ? -1 : 1, text: field?.term(found) ?? '' }
      }
    },
  }
}

const byIndex =
  (bySlot: (segment: Segment) => (slot: number) => number) =>
  ({ segment, slots }: Scored): KeyOf => {
    const key = bySlot(segment)
    return (index) => key(slots[index] ?? 0)
  }

// What is no function Solr takes for the name of a field that nobody has.
function readFunction(text: string, now: number): SolrFunction | undefined {
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
      name: 'score',
      keysOf:
        ({ scores }) =>
        (index) =>
          sign * (scores[index] ?? 0),
      allKeys: ({ scores }) => {
        const keys = new Float64Array(scores.length)
        for (let i = 0; i < keys.length; i++) keys[i] = sign * (scores[i] ?? 0)
        return keys
      },
    }
  if (sort.kind === 'function') {
    const value = readFunction(sort.name, snapshot.now)
    if (!value) return { name: sort.name, keysOf: () => () => 0 }
    return {
      name: sort.name,
      keysOf: ({ segment, slots, scores }) => {
        const source = functionSource(snapshot, segment, addScores)
        return (index) => sign * value.number(source(slots[index] ?? 0, scores[index] ?? 0))
      },
    }
  }
  check(sort.name)
  const { kind } = fieldType(sort.name)
  if (kind !== 'date' && kind !== 'integer') return textSorter(snapshot, sort.name, sort.descending)
  const bySlot = (segment: Segment): ((slot: number) => number) => {
    const numbers = segment.numbers(sort.name)
    return (slot) => sign * ((numbers?.[slot] ?? 0) || 0)
  }
  return {
    name: `${sort.name} ${sort.descending ? 'desc' : 'asc'}`,
    bySlot,
    keysOf: byIndex(bySlot),
  }
}
