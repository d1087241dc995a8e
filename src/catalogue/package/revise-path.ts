import { type Bag, getMember, isBag, isList } from './revise-json.ts'

/** An id may be cut off, but not below this length. */
const SHORTEST_ID = 5

/** A path of package_revise that leads nowhere; the action decides how that is answered. */
export class PathError extends Error {
  override readonly name = 'PathError'
}

/** The index that part of a path stands for: a number (negative: from the end), or the beginning of an item's id. */
export function indexIn(
  list: readonly unknown[],
  part: string,
  { negative = true } = {},
): number | undefined {
  if (/^\s*[+-]?\d+\s*$/.test(part)) {
    const number = Number(part)
    const index = number < 0 && negative ? list.length + number : number
    if (index >= 0 && index < list.length) return index
  }
  if (part.length < SHORTEST_ID) return undefined
  const found = list.findIndex((item) => isBag(item) && String(getMember(item, 'id')).startsWith(part))
  return found < 0 ? undefined : found
}

/** Where a path ends: a member of an object (perhaps a new one) or an item of a list that is there. */
export type Place =
  | { readonly bag: Bag; readonly key: string; readonly path: string }
  | { readonly list: unknown[]; readonly index: number; readonly path: string }

/**
 * Follows a path, parts separated by `__`; `path` of the answer has indexes in the place of ids.
 *
 * @throws PathError in CKAN's words
 */
export function findPlace(root: Bag, path: string): Place {
  const parts = path.split('__')
  const walked: (string | number)[] = []
  let value: unknown = root
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1
    const here = parts.slice(0, at + 1).join('__')
    if (isList(value)) {
      const index = indexIn(value, part)
      if (index === undefined) throw new PathError(`Unmatched key ${isLast ? part : here}`)
      walked.push(index)
      if (isLast) return { list: value, index, path: walked.join('__') }
      value = value[index]
    } else if (isBag(value)) {
      walked.push(part)
      if (isLast) return { bag: value, key: part, path: walked.join('__') }
      if (!Object.hasOwn(value, part)) throw new PathError(`Unmatched key ${here}`)
      value = value[part]
    } else throw new PathError(`Expected list or dict for ${parts.slice(0, at).join('__')}`)
  }
  throw new PathError(`Unmatched key ${path}`)
}
