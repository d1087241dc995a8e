import { sequenceMatcher } from './sequence-matcher.ts'
import type { WorkBudget } from './work-budget.ts'

/** A line of one side or of both; a line that resembles another has marks below the characters that differ. */
export interface LineDifference {
  readonly side: ' ' | '-' | '+'
  readonly text: string
  /** A character `+`, `-` or `^` below each that differs; not there: the line is new or gone as a whole, or has none. */
  readonly marks?: string
}

/** Lines that resemble each other less are not compared within. */
const LEAST_ALIKE = 0.75
const JUST_BELOW = 0.74

const isBlank = (character: string): boolean => character === ' ' || character === '\t'

/** A range of lines of both sides. */
interface Range {
  readonly a1: number
  readonly a2: number
  readonly b1: number
  readonly b2: number
}

interface Pair {
  readonly i: number
  readonly j: number
  readonly isSame: boolean
}

/** How each character of a line fares in the other. */
function marksOf(before: string, after: string, budget: WorkBudget): readonly [string, string] {
  let [old, young] = ['', '']
  for (const { tag, a1, a2, b1, b2 } of sequenceMatcher(after, { budget, isJunk: isBlank }).opcodes(before)) {
    old += (tag === 'equal' ? ' ' : tag === 'replace' ? '^' : '-').repeat(a2 - a1)
    young += (tag === 'equal' ? ' ' : tag === 'replace' ? '^' : '+').repeat(b2 - b1)
  }
  return [old.trimEnd(), young.trimEnd()]
}

const line = (side: LineDifference['side'], text: string, marks = ''): LineDifference =>
  marks === '' ? { side, text } : { side, text, marks }

/** All lines of both sides, each once or as one that is equal, in the order in which Python's difflib gives them. */
export function lineDifferences(
  before: readonly string[],
  after: readonly string[],
  budget: WorkBudget,
): readonly LineDifference[] {
  const found: LineDifference[] = []
  const gone = (from: number, to: number): void => {
    for (const text of before.slice(from, to)) found.push(line('-', text))
  }
  const come = (from: number, to: number): void => {
    for (const text of after.slice(from, to)) found.push(line('+', text))
  }

  /** The two lines of a range that are most alike, unless there is none but equal ones: then the first of these. */
  const mostAlike = ({ a1, a2, b1, b2 }: Range): Pair | undefined => {
    let best: Pair | undefined
    let bestRatio = JUST_BELOW
    let same: Pair | undefined
    for (let j = b1; j < b2; j++) {
      const matcher = sequenceMatcher(after[j] ?? '', { budget, isJunk: isBlank })
      for (let i = a1; i < a2; i++) {
        if (before[i] === after[j]) {
          same ??= { i, j, isSame: true }
          continue
        }
        const ratio = matcher.ratioAbove(before[i] ?? '', bestRatio)
        if (ratio === undefined) continue
        bestRatio = ratio
        best = { i, j, isSame: false }
      }
    }
    return bestRatio < LEAST_ALIKE ? same : best
  }

  const replaced = (range: Range): void => {
    const { a1, a2, b1, b2 } = range
    if (a1 === a2 || b1 === b2) {
      gone(a1, a2)
      come(b1, b2)
      return
    }
    const pair = mostAlike(range)
    if (!pair) {
      // The shorter side first.
      if (b2 - b1 < a2 - a1) {
        come(b1, b2)
        gone(a1, a2)
      } else {
        gone(a1, a2)
        come(b1, b2)
      }
      return
    }
    const { i, j, isSame } = pair
    replaced({ a1, a2: i, b1, b2: j })
    const [old, young] = [before[i] ?? '', after[j] ?? '']
    if (isSame) found.push(line(' ', old))
    else {
      const [oldMarks, youngMarks] = marksOf(old, young, budget)
      found.push(line('-', old, oldMarks), line('+', young, youngMarks))
    }
    replaced({ a1: i + 1, a2, b1: j + 1, b2 })
  }

  for (const { tag, ...range } of sequenceMatcher(after, { budget }).opcodes(before)) {
    if (tag === 'equal') for (const text of before.slice(range.a1, range.a2)) found.push(line(' ', text))
    else replaced(range)
  }
  return found
}
