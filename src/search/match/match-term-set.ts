import { newBits, orInto, type Bits } from '../index/bits.ts'
import { compareText } from '../index/compare-text.ts'
import type { Segment } from '../index/segment.ts'
import type { TermSetPlan } from './plan.ts'
import { CATCH_ALL, slotsOfNames, type Snapshot } from './snapshot.ts'

/** Documents with any term of a set. */
export const matchTermSet = (snapshot: Snapshot, segment: Segment, plan: TermSetPlan): Bits =>
  snapshot.once(plan, segment, () => findTermSet(snapshot, segment, plan)).slice()

function findTermSet(snapshot: Snapshot, segment: Segment, plan: TermSetPlan): Bits {
  const bits = newBits(segment.size)
  const { prefix, until, test } = plan
  const from = plan.from ?? prefix
  const field = snapshot.field(segment, plan.field)
  if (field) {
    for (let number = field.ceiling(from); number < field.termCount; number++) {
      snapshot.checkTime()
      const term = field.term(number)
      if (!term.startsWith(prefix) || (until !== undefined && compareText(term, until) > 0)) break
      if (test && !test(term)) continue
      field.mark(number, bits)
    }
  }
  if (plan.field === CATCH_ALL) {
    for (const [term, ids] of snapshot.names.tokens()) {
      const fits =
        term.startsWith(prefix) &&
        compareText(term, from) >= 0 &&
        (until === undefined || compareText(term, until) <= 0) &&
        (!test || test(term))
      const named = fits ? slotsOfNames(segment, new Set(ids.keys())) : undefined
      if (named) orInto(bits, named)
    }
  }
  return bits
}
