import type { WorkBudget } from './work-budget.ts'

/** Lines, or the characters of a text. */
export type Sequence = readonly string[] | string

export interface Block {
  readonly a: number
  readonly b: number
  readonly size: number
}

/** How a piece of `a`, from `a1` to before `a2`, becomes a piece of `b`. */
export interface Opcode {
  readonly tag: 'replace' | 'delete' | 'insert' | 'equal'
  readonly a1: number
  readonly a2: number
  readonly b1: number
  readonly b2: number
}

interface MatcherOptions {
  readonly budget: WorkBudget
  readonly isJunk?: (item: string) => boolean
}

/** From this length on, items that are more than a hundredth of a sequence are too common to begin a match. */
const LONG = 200

/** Where each item stands in `b`, but for junk and what is too common. */
function positionsIn(b: Sequence, isJunk: (item: string) => boolean) {
  const all = new Map<string, number[]>()
  for (let j = 0; j < b.length; j++) {
    const item = b[j] ?? ''
    const known = all.get(item)
    if (known) known.push(j)
    else all.set(item, [j])
  }
  const junk = new Set<string>()
  const mostOften = b.length >= LONG ? Math.floor(b.length / 100) + 1 : Infinity
  for (const [item, positions] of all) {
    if (isJunk(item)) junk.add(item)
    if (junk.has(item) || positions.length > mostOften) all.delete(item)
  }
  return { positions: all, junk }
}

function countsOf(sequence: Sequence): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of sequence) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

const similarity = (matches: number, length: number): number => (length === 0 ? 1 : (2 * matches) / length)

/**
 * Compares sequences with `b` as Python's difflib does (Ratcliff and Obershelp: the longest common block first, then
 * what lies left and right of it), so that differences look the same.
 */
export function sequenceMatcher(b: Sequence, { budget, isJunk = () => false }: MatcherOptions) {
  const { positions, junk } = positionsIn(b, isJunk)
  let countsOfB: Map<string, number> | undefined
  budget(b.length)

  const longestBlock = (a: Sequence, a1: number, a2: number, b1: number, b2: number): Block => {
    let best: Block = { a: a1, b: b1, size: 0 }
    let before = new Map<number, number>()
    for (let i = a1; i < a2; i++) {
      const lengths = new Map<number, number>()
      const found = positions.get(a[i] ?? '') ?? []
      budget(1 + found.length)
      for (const j of found) {
        if (j < b1) continue
        if (j >= b2) break
        const size = (before.get(j - 1) ?? 0) + 1
        lengths.set(j, size)
        if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
      }
      before = lengths
    }
    const grow = (wantsJunk: boolean): void => {
      let [i, j, size]: [number, number, number] = [best.a, best.b, best.size]
      const fits = (x: number, y: number): boolean => junk.has(b[y] ?? '') === wantsJunk && a[x] === b[y]
      while (i > a1 && j > b1 && fits(i - 1, j - 1)) [i, j, size] = [i - 1, j - 1, size + 1]
      while (i + size < a2 && j + size < b2 && fits(i + size, j + size)) size++
      best = { a: i, b: j, size }
    }
    grow(false)
    grow(true)
    return best
  }

  /** What both have in common, in order; neighbours are one block. */
  const blocks = (a: Sequence): Block[] => {
    const found: Block[] = []
    const open: (readonly [number, number, number, number])[] = [[0, a.length, 0, b.length]]
    for (let range = open.pop(); range; range = open.pop()) {
      const [a1, a2, b1, b2] = range
      const block = longestBlock(a, a1, a2, b1, b2)
      if (block.size === 0) continue
      found.push(block)
      if (a1 < block.a && b1 < block.b) open.push([a1, block.a, b1, block.b])
      const [endA, endB] = [block.a + block.size, block.b + block.size]
      if (endA < a2 && endB < b2) open.push([endA, a2, endB, b2])
    }
    found.sort((x, y) => x.a - y.a || x.b - y.b)
    const joined: Block[] = []
    for (const block of found) {
      const last = joined.at(-1)
      if (last && last.a + last.size === block.a && last.b + last.size === block.b) {
        joined[joined.length - 1] = { ...last, size: last.size + block.size }
      } else joined.push(block)
    }
    return joined
  }

  return {
    /** How `a` becomes `b`, in order and without gaps. */
    opcodes: (a: Sequence): Opcode[] => {
      const codes: Opcode[] = []
      let i = 0
      let j = 0
      for (const block of [...blocks(a), { a: a.length, b: b.length, size: 0 }]) {
        const range = { a1: i, a2: block.a, b1: j, b2: block.b }
        if (i < block.a && j < block.b) codes.push({ tag: 'replace', ...range })
        else if (i < block.a) codes.push({ tag: 'delete', ...range })
        else if (j < block.b) codes.push({ tag: 'insert', ...range })
        ;[i, j] = [block.a + block.size, block.b + block.size]
        if (block.size > 0) codes.push({ tag: 'equal', a1: block.a, a2: i, b1: block.b, b2: j })
      }
      return codes
    },
    /** Whether `a` resembles `b` more than `least`, and how much (1: the same); cheap bounds come first. */
    ratioAbove: (a: Sequence, least: number): number | undefined => {
      const length = a.length + b.length
      budget(1)
      if (similarity(Math.min(a.length, b.length), length) <= least) return undefined
      countsOfB ??= countsOf(b)
      budget(a.length)
      let common = 0
      for (const [item, count] of countsOf(a)) common += Math.min(count, countsOfB.get(item) ?? 0)
      if (similarity(common, length) <= least) return undefined
      const matches = blocks(a).reduce((sum, block) => sum + block.size, 0)
      const ratio = similarity(matches, length)
      return ratio > least ? ratio : undefined
    },
  }
}
