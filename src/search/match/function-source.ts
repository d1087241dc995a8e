import type { Segment } from '../index/segment.ts'
import type { FunctionSource } from '../solr/functions.ts'
import { columnOf, edgeNumber } from './columns.ts'
import type { Snapshot } from './snapshot.ts'

/** What functions may ask of each document of a segment. */
export function functionSource(
  snapshot: Snapshot,
  segment: Segment,
): (slot: number, score: number) => FunctionSource {
  return (slot, score) => ({
    score,
    number: (name) => segment.numbers(name)?.[slot] ?? NaN,
    text: (name) => {
      const field = snapshot.field(segment, name)
      if (!field) return undefined
      const number = edgeNumber(columnOf(field, segment.size), slot, 'first')
      return number < 0 ? undefined : field.term(number)
    },
  })
}
