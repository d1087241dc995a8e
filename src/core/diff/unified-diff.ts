import { groupedOpcodes } from './grouped-opcodes.ts'
import type { WorkBudget } from './work-budget.ts'

function rangeText(start: number, stop: number): string {
  const length = stop - start
  if (length === 1) return String(start + 1)
  return `${String(length === 0 ? start : start + 1)},${String(length)}`
}

/** The lines of a unified diff as Python's difflib writes them: lines of its own end with a line feed. */
export function unifiedDiff(
  before: readonly string[],
  after: readonly string[],
  budget: WorkBudget,
): readonly string[] {
  const lines: string[] = []
  for (const group of groupedOpcodes(before, after, budget)) {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) continue
    if (lines.length === 0) lines.push('--- \n', '+++ \n')
    lines.push(`@@ -${rangeText(first.a1, last.a2)} +${rangeText(first.b1, last.b2)} @@\n`)
    for (const { tag, a1, a2, b1, b2 } of group) {
      const old = before.slice(a1, a2)
      if (tag === 'equal') {
        lines.push(...old.map((line) => ` ${line}`))
        continue
      }
      lines.push(...old.map((line) => `-${line}`), ...after.slice(b1, b2).map((line) => `+${line}`))
    }
  }
  return lines
}
