import { hasBit } from '../index/bits.ts'
import { compareText } from '../index/compare-text.ts'
import type { FieldIndex } from '../index/segment.ts'
import type { Hits } from './hits.ts'
import type { Hit } from './select-page.ts'

interface Walk {
  readonly hits: Hits
  readonly ids: FieldIndex
  next: number
  /** The next hit and its id; `undefined`: no more. */
  found: { readonly id: string; readonly slot: number } | undefined
}

/** Goes on to the next id that belongs to a hit. */
function step(walk: Walk): void {
  const { hits, ids } = walk
  walk.found = undefined
  while (walk.next < ids.termCount && !walk.found) {
    const number = walk.next++
    for (const slot of ids.postings(number).slots) {
      if (hasBit(hits.bits, slot)) walk.found = { id: ids.term(number), slot }
    }
  }
}

/** The first hits whose ids come after another, in the order of ids: what a keyset page costs is its own length. */
export function selectAfter(groups: readonly Hits[], after: string, rows: number): Hit[] {
  const walks = groups.flatMap((hits): Walk[] => {
    const ids = hits.count === 0 ? undefined : hits.segment.field('id')
    if (!ids) return []
    let next = ids.ceiling(after)
    if (next < ids.termCount && ids.term(next) === after) next++
    const walk: Walk = { hits, ids, next, found: undefined }
    step(walk)
    return [walk]
  })
  const page: Hit[] = []
  while (page.length < rows) {
    let first: Walk | undefined
    for (const walk of walks) {
      if (!walk.found) continue
      if (!first?.found || compareText(walk.found.id, first.found.id) < 0) first = walk
    }
    if (!first?.found) break
    page.push({ hits: first.hits, slot: first.found.slot, score: 0 })
    step(first)
  }
  return page
}
