import { type Opcode, sequenceMatcher } from './sequence-matcher.ts'
import type { WorkBudget } from './work-budget.ts'

/** So many equal lines are shown around what differs. */
const CONTEXT = 3

/** The differences of two lists of lines, those that are close to each other in one group, with equal lines around them. */
export function groupedOpcodes(
  before: readonly string[],
  after: readonly string[],
  budget: WorkBudget,
): Opcode[][] {
  const codes = sequenceMatcher(after, { budget }).opcodes(before)
  const [first] = codes
  if (first?.tag === 'equal') {
    codes[0] = {
      ...first,
      a1: Math.max(first.a1, first.a2 - CONTEXT),
      b1: Math.max(first.b1, first.b2 - CONTEXT),
    }
  }
  const last = codes.at(-1)
  if (last?.tag === 'equal') {
    codes[codes.length - 1] = {
      ...last,
      a2: Math.min(last.a2, last.a1 + CONTEXT),
      b2: Math.min(last.b2, last.b1 + CONTEXT),
    }
  }
  const groups: Opcode[][] = []
  let group: Opcode[] = []
  for (const code of codes) {
    const { tag, a1, a2, b1, b2 } = code
    if (tag === 'equal' && a2 - a1 > 2 * CONTEXT) {
      group.push({ ...code, a2: Math.min(a2, a1 + CONTEXT), b2: Math.min(b2, b1 + CONTEXT) })
      groups.push(group)
      group = [{ ...code, a1: Math.max(a1, a2 - CONTEXT), b1: Math.max(b1, b2 - CONTEXT) }]
    } else group.push(code)
  }
  if (group.length > 0 && !(group.length === 1 && group[0]?.tag === 'equal')) groups.push(group)
  return groups
}
