import { SearchError } from '../../core/errors.ts'

/** A step of the automaton: to where, for which characters (`undefined`: for none, at once). */
interface Edge {
  readonly to: number
  readonly accepts: ((letter: number) => boolean) | undefined
}

interface Part {
  readonly start: number
  readonly end: number
}

/** A set of positions in the automaton, with what each character made of it so far. */
interface Moment {
  readonly states: readonly number[]
  readonly isEnd: boolean
  readonly next: Map<number, Moment>
}

const MOST_STATES = 5000
const MOST_MOMENTS = 2000

const refuse = (pattern: string): SearchError =>
  new SearchError(`Search error: 'Not a regular expression, or one too large: ${pattern.slice(0, 100)}'`)

/** Reads a pattern to edges by state. @throws SearchError */
/** Parentheses in parentheses. */
const DEEPEST = 200

function build(pattern: string): { edges: readonly Edge[][]; whole: Part } {
  const letters = Array.from(pattern, (letter) => letter.codePointAt(0) ?? 0)
  const edges: Edge[][] = []
  let at = 0
  let depth = 0

  const code = (text: string): number => text.charCodeAt(0)
  const is = (sign: string): boolean => letters[at] === code(sign)
  const accept = (sign: string): boolean => {
    if (!is(sign)) return false
    at++
    return true
  }
  const state = (): number => {
    if (edges.length >= MOST_STATES) throw refuse(pattern)
    return edges.push([]) - 1
  }
  const link = (from: number, to: number, accepts?: Edge['accepts']): void => {
    edges[from]?.push({ to, accepts })
  }
  const single = (accepts: (letter: number) => boolean): Part => {
    const part = { start: state(), end: state() }
    link(part.start, part.end, accepts)
    return part
  }
  const empty = (): Part => {
    const only = state()
    return { start: only, end: only }
  }
  const join = (a: Part, b: Part): Part => {
    link(a.end, b.start)
    return { start: a.start, end: b.end }
  }
  const next = (): number => {
    const letter = letters[at++]
    if (letter === undefined) throw refuse(pattern)
    return letter
  }
  const escaped = (): number => {
    if (accept('\\')) return next()
    return next()
  }
  const characterClass = (): Part => {
    const isNegated = accept('^')
    const ranges: [number, number][] = []
    do {
      const low = escaped()
      const high = accept('-') ? escaped() : low
      ranges.push([low, high])
    } while (at < letters.length && !is(']'))
    if (!accept(']')) throw refuse(pattern)
    return single((letter) => ranges.some(([low, high]) => letter >= low && letter <= high) !== isNegated)
  }
  const simple = (): Part => {
    if (accept('.')) return single(() => true)
    if (accept('@')) return repeat(() => single(() => true), 0, Infinity)
    if (accept('#')) throw refuse(pattern)
    if (accept('[')) return characterClass()
    if (accept('"')) {
      let part = empty()
      while (!accept('"')) {
        const wanted = next()
        part = join(
          part,
          single((letter) => letter === wanted),
        )
      }
      return part
    }
    if (accept('(')) {
      if (accept(')')) return empty()
      if (++depth > DEEPEST) throw refuse(pattern)
      const part = union()
      depth--
      if (!accept(')')) throw refuse(pattern)
      return part
    }
    if ('~&<{*+?)]'.includes(String.fromCodePoint(letters[at] ?? 0))) throw refuse(pattern)
    const wanted = escaped()
    return single((letter) => letter === wanted)
  }
  const repeat = (make: () => Part, least: number, most: number): Part => {
    let part = empty()
    for (let i = 0; i < least; i++) part = join(part, make())
    if (most === Infinity) {
      const loop = make()
      link(part.end, loop.start)
      link(loop.end, part.end)
      const end = state()
      link(part.end, end)
      return { start: part.start, end }
    }
    const end = state()
    for (let i = least; i < most; i++) {
      link(part.end, end)
      part = join(part, make())
    }
    link(part.end, end)
    return { start: part.start, end }
  }
  const count = (): number | undefined => {
    let text = ''
    while (/^\d$/.test(String.fromCodePoint(letters[at] ?? 0))) text += String.fromCodePoint(next())
    return text === '' ? undefined : Number(text)
  }
  const repeated = (): Part => {
    const from = at
    let part = simple()
    const to = at
    // A part that occurs several times is read several times.
    const again = (): Part => {
      const here = at
      at = from
      const copy = simple()
      at = here
      return copy
    }
    for (;;) {
      if (accept('?')) part = repeat(once(part, again), 0, 1)
      else if (accept('*')) part = repeat(once(part, again), 0, Infinity)
      else if (accept('+')) part = join(part, repeat(again, 0, Infinity))
      else if (accept('{')) {
        const least = count()
        const most = accept(',') ? (count() ?? Infinity) : least
        if (least === undefined || most === undefined || most < least || !accept('}')) throw refuse(pattern)
        part = repeat(once(part, again), least, most)
      } else return part
      if (to > at) throw refuse(pattern)
    }
  }
  const concatenation = (): Part => {
    let part = empty()
    while (at < letters.length && !is('|') && !is(')')) part = join(part, repeated())
    return part
  }
  const union = (): Part => {
    const first = concatenation()
    if (!is('|')) return first
    const whole = { start: state(), end: state() }
    const add = (part: Part): void => {
      link(whole.start, part.start)
      link(part.end, whole.end)
    }
    add(first)
    while (accept('|')) add(concatenation())
    return whole
  }
  const whole = union()
  if (at < letters.length) throw refuse(pattern)
  return { edges, whole }
}

/** Gives what is already built the first time, copies afterwards. */
function once(first: Part, again: () => Part): () => Part {
  let isUsed = false
  return () => {
    if (isUsed) return again()
    isUsed = true
    return first
  }
}

/**
 * A test for Lucene's regular expressions, anchored at both ends. It never goes back: the time is that of reading the
 * text once, whatever the pattern.
 * @throws SearchError for a broken pattern, or what is not supported here (`~`, `&`, `<1-9>`)
 */
export function regexMatcher(pattern: string): (text: string) => boolean {
  const { edges, whole } = build(pattern)
  const moments = new Map<string, Moment>()

  const momentOf = (from: Iterable<number>): Moment => {
    const states = new Set(from)
    for (const one of states) for (const { to, accepts } of edges[one] ?? []) if (!accepts) states.add(to)
    const sorted = [...states].sort((a, b) => a - b)
    const key = sorted.join()
    const known = moments.get(key)
    if (known) return known
    const moment = { states: sorted, isEnd: states.has(whole.end), next: new Map<number, Moment>() }
    if (moments.size >= MOST_MOMENTS) moments.clear()
    moments.set(key, moment)
    return moment
  }
  const step = (moment: Moment, letter: number): Moment => {
    const known = moment.next.get(letter)
    if (known) return known
    const targets = new Set<number>()
    for (const one of moment.states) {
      for (const { to, accepts } of edges[one] ?? []) if (accepts?.(letter)) targets.add(to)
    }
    const found = momentOf(targets)
    if (moment.next.size < 256) moment.next.set(letter, found)
    return found
  }
  const beginning = momentOf([whole.start])
  return (text) => {
    let moment = beginning
    for (const letter of text) {
      moment = step(moment, letter.codePointAt(0) ?? 0)
      if (moment.states.length === 0) return false
    }
    return moment.isEnd
  }
}
