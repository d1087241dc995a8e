import type { LineDifference } from './line-differences.ts'

/** A line in its row; `undefined` in a row of one side alone. */
export interface PlacedLine {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** What differs: the whole line, or the characters that `marks` names. */
  readonly isWhole: boolean
  readonly marks: string
}

export interface LinePair {
  readonly before: PlacedLine | undefined
  readonly after: PlacedLine | undefined
  readonly differs: boolean
}

/** What the next lines look like: a side for each, `?` behind a line with marks, `X` behind the last. */
function shapeOf(lines: readonly LineDifference[], from: number): string {
  let shape = ''
  for (const { side, marks } of lines.slice(from, from + 4)) shape += side + (marks === undefined ? '' : '?')
  return `${shape}XXXX`.slice(0, 4)
}

/** Two lines that resemble each other, with marks below one or both. */
const PAIRS = ['-?+?', '-?+', '-+?']
/** A line that is gone, behind which something else begins. */
const LAST_GONE = ['--?+', '--+', '- ']
/** A line that came, behind which something else begins. */
const LAST_CAME = ['+ ', '+-']

/**
 * Puts the lines of both sides beside each other, as the table of Python's difflib does: lines that are gone and lines
 * that came stand in the same rows, and where there are more of one kind the other side stays empty.
 */
export function pairLines(lines: readonly LineDifference[]): readonly LinePair[] {
  const sides = {
    before: [] as { readonly line: PlacedLine | undefined; readonly differs: boolean }[],
    after: [] as { readonly line: PlacedLine | undefined; readonly differs: boolean }[],
  }
  const numbers = { before: 0, after: 0 }
  const place = (side: 'before' | 'after', line: LineDifference | undefined, isWhole = false): void => {
    const { text = '', marks = '', side: kind } = line ?? {}
    sides[side].push({
      line: line && { number: ++numbers[side], text, isWhole, marks },
      differs: kind !== ' ',
    })
  }
  const fill = (side: 'before' | 'after', count: number): void => {
    for (let i = 0; i < count; i++) place(side, undefined)
  }
  /** How many more lines came than are gone since both sides were level. */
  let ahead = 0
  const level = (change: number): void => {
    if (ahead + change < 0) fill('after', -(ahead + change))
    else fill('before', ahead + change)
    ahead = 0
  }
  let i = 0
  while (i < lines.length) {
    const shape = shapeOf(lines, i)
    const starts = (beginnings: readonly string[]): boolean =>
      beginnings.some((beginning) => shape.startsWith(beginning))
    const line = lines[i]
    if (shape.startsWith(' ')) {
      place('before', line)
      place('after', line)
      i++
    } else if (starts(PAIRS)) {
      place('before', line)
      place('after', lines[i + 1])
      i += 2
    } else if (shape.startsWith('-')) {
      const isLast = !shape.startsWith('--++') && starts(LAST_GONE)
      if (isLast) level(-1)
      else ahead--
      place('before', line, true)
      i++
    } else {
      const isLast = !shape.startsWith('+--') && starts(LAST_CAME)
      if (isLast) level(1)
      else ahead++
      place('after', line, true)
      i++
    }
  }
  level(0)
  const rows = Math.min(sides.before.length, sides.after.length)
  return Array.from({ length: rows }, (_, row) => {
    const [before, after] = [sides.before[row], sides.after[row]]
    return {
      before: before?.line,
      after: after?.line,
      differs: before?.differs === true || after?.differs === true,
    }
  })
}
