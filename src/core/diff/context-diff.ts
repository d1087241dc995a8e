import { groupedOpcodes } from './grouped-opcodes.ts'
import type { Opcode } from './sequence-matcher.ts'
import type { WorkBudget } from './work-budget.ts'

const MARKS = { insert: '+ ', delete: '- ', replace: '! ', equal: '  ' } as const

function rangeText(start: number, stop: number): string {
  const length = stop - start
  const first = length === 0 ? start : start + 1
  return length <= 1 ? String(first) : `${String(first)},${String(first + length - 1)}`
}

/** The lines of one side: all of a group, if anything of this side differs. */
function sideLines(
  group: readonly Opcode[],
  lines: readonly string[],
  differs: 'insert' | 'delete',
  range: (code: Opcode) => readonly [number, number],
): readonly string[] {
  if (!group.some(({ tag }) => tag === 'replace' || tag === differs)) return []
  return group
    .filter(({ tag }) => tag === 'equal' || tag === 'replace' || tag === differs)
    .flatMap((code) => lines.slice(...range(code)).map((line) => MARKS[code.tag] + line))
}

/** The lines of a context diff as Python's difflib writes them: lines of its own end with a line feed. */
export function contextDiff(
  before: readonly string[],
  after: readonly string[],
  budget: WorkBudget,
): readonly string[] {
  const lines: string[] = []
  for (const group of groupedOpcodes(before, after, budget)) {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) continue
    if (lines.length === 0) lines.push('*** \n', '--- \n')
    lines.push(
      '***************\n',
      `*** ${rangeText(first.a1, last.a2)} ****\n`,
      ...sideLines(group, before, 'delete', ({ a1, a2 }) => [a1, a2]),
      `--- ${rangeText(first.b1, last.b2)} ----\n`,
      ...sideLines(group, after, 'insert', ({ b1, b2 }) => [b1, b2]),
    )
  }
  return lines
}
