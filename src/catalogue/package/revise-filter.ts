import { isBag, isList, setMember, type Bag } from './revise-json.ts'
import { indexIn } from './revise-path.ts'

/** `-path` removes, `+path` protects; a `*` stands for everything at its level, and what follows it counts no more. */
export interface Glob {
  readonly keeps: boolean
  readonly parts: readonly string[]
  /** Whether a `*` follows the parts. */
  readonly isOpen: boolean
}

export function readGlob(text: string): Glob {
  const keeps = text.startsWith('+')
  const parts = text.replace(/^[+-]/, '').split('__')
  const star = parts.indexOf('*')
  return star < 0 ? { keeps, parts, isOpen: false } : { keeps, parts: parts.slice(0, star), isOpen: true }
}

/** Whether part of a glob names this key of an object or index of a list. */
const names = (part: string, key: string | number, parent: readonly unknown[] | undefined): boolean =>
  parent === undefined ? part === key : indexIn(parent, part, { negative: false }) === key

/** The globs that still concern what lies below a key. */
const below = (
  globs: readonly Glob[],
  key: string | number,
  parent: readonly unknown[] | undefined,
): readonly Glob[] =>
  globs
    .filter(({ parts: [first] }) => first !== undefined && names(first, key, parent))
    .map((glob) => ({ ...glob, parts: glob.parts.slice(1) }))

function isRemoved(
  globs: readonly Glob[],
  key: string | number,
  parent: readonly unknown[] | undefined,
): boolean {
  const first = globs.find(({ parts, isOpen }) =>
    isOpen && parts.length === 0 ? true : !isOpen && parts.length === 1 && names(parts[0] ?? '', key, parent),
  )
  return first?.keeps === false
}

/** The value without what the globs remove; for each key the first glob that names it counts. */
export function filtered(value: unknown, globs: readonly Glob[]): unknown {
  if (globs.length === 0) return value
  if (isList(value)) {
    return value.flatMap((item, index) =>
      isRemoved(globs, index, value) ? [] : [filtered(item, below(globs, index, value))],
    )
  }
  if (!isBag(value)) return value
  const kept: Bag = {}
  for (const [key, member] of Object.entries(value)) {
    if (!isRemoved(globs, key, undefined))
      setMember(kept, key, filtered(member, below(globs, key, undefined)))
  }
  return kept
}
