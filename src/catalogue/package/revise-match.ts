import { DataError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { Upload } from '../../core/upload.ts'
import { type Bag, isBag, isList } from './revise-json.ts'
import { findPlace, PathError } from './revise-path.ts'

/** Python's ==: true is 1, false is 0. */
const same = (a: unknown, b: unknown): boolean => {
  const number = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value)
  return number(a) === number(b)
}

const below = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}__${key}`)

/** Paths at which a value differs from what is wanted there; of a list only the first items need be given. */
function differences(wanted: unknown, value: unknown, path: string): readonly string[] {
  if (isBag(wanted)) {
    if (!isBag(value)) return [path]
    return Object.entries(wanted).flatMap(([key, member]) =>
      Object.hasOwn(value, key) ? differences(member, value[key], below(path, key)) : [below(path, key)],
    )
  }
  if (isList(wanted)) {
    if (!isList(value)) return [path]
    return wanted.flatMap((item, index) =>
      index < value.length ? differences(item, value[index], below(path, index)) : [below(path, index)],
    )
  }
  return same(wanted, value) ? [] : [path]
}

/** Parameters as they are echoed in an error: of files only the names. */
function echoed(params: Params): Params {
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    value instanceof Upload ? value.filename : value,
  ])
  return Object.fromEntries(shown) as Params
}

/**
 * Paths at which the dataset is not as the caller expects.
 *
 * @throws DataError for a path that the dataset does not have; it echoes the parameters
 */
export function mismatches(
  dataset: Bag,
  match: Bag,
  paths: readonly (readonly [string, unknown])[],
  params: Params,
): readonly string[] {
  const found = [...differences(match, dataset, '')]
  for (const [path, wanted] of paths) {
    try {
      const place = findPlace(dataset, path)
      const isThere = 'list' in place || Object.hasOwn(place.bag, place.key)
      if (!isThere) throw new PathError(`Unmatched key ${path}`)
      const value = 'list' in place ? place.list[place.index] : place.bag[place.key]
      found.push(...differences(wanted, value, place.path))
    } catch (error) {
      throw error instanceof PathError ? new DataError(error.message, echoed(params)) : error
    }
  }
  return found
}
