import { ValidationError } from '../../core/errors.ts'
import { type Bag, isBag, isList, setMember } from './revise-json.ts'
import { findPlace, PathError } from './revise-path.ts'

const below = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}__${key}`)

/** The value that takes the place of another: objects and lists grow together, anything else is replaced. */
function merged(old: unknown, value: unknown, path: string): unknown {
  if (isBag(old)) {
    if (!isBag(value)) throw new PathError(`Expected dict for ${path}`)
    mergeInto(old, value, path)
    return old
  }
  if (!isList(old)) return value
  if (!isList(value)) throw new PathError(`Expected list for ${path}`)
  for (const [index, item] of value.entries()) {
    if (index < old.length) old[index] = merged(old[index], item, below(path, index))
    else old.push(item)
  }
  return old
}

function mergeInto(target: Bag, change: Bag, path: string): void {
  for (const [key, value] of Object.entries(change)) {
    setMember(target, key, Object.hasOwn(target, key) ? merged(target[key], value, below(path, key)) : value)
  }
}

function updateAt(dataset: Bag, path: string, value: unknown): void {
  const place = findPlace(dataset, path)
  if ('list' in place) place.list[place.index] = merged(place.list[place.index], value, place.path)
  else mergeInto(place.bag, { [place.key]: value }, place.path.split('__').slice(0, -1).join('__'))
}

/** `<path>__extend` adds items to the list at the path; false: there is an object, and `extend` a key of it. */
function extendAt(dataset: Bag, path: string, value: unknown): boolean {
  const place = findPlace(dataset, path)
  const list = 'list' in place ? place.list[place.index] : place.bag[place.key]
  if (isBag(list)) return false
  if ('bag' in place && !Object.hasOwn(place.bag, place.key)) throw new PathError(`Unmatched key ${path}`)
  if (!isList(list)) throw new PathError(`Expected list or dict for ${path}`)
  if (!isList(value)) throw new PathError(`Expected list for ${path}`)
  list.push(...value)
  return true
}

function attempt(key: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof PathError) throw new ValidationError({ [key]: [error.message] })
    throw error
  }
}

const EXTEND = '__extend'

/**
 * Changes the dataset in place: first `update`, then the lists that grow, then the other paths, so that a file can
 * be given to an item that the same call adds.
 *
 * @throws ValidationError in CKAN's words
 */
export function applyUpdates(
  dataset: Bag,
  update: Bag,
  paths: readonly (readonly [string, unknown])[],
): void {
  attempt('update', () => {
    mergeInto(dataset, update, '')
  })
  const extends_ = paths.filter(([path]) => path.endsWith(EXTEND))
  for (const [path, value] of extends_) {
    attempt(path, () => {
      if (!extendAt(dataset, path.slice(0, -EXTEND.length), value)) updateAt(dataset, path, value)
    })
  }
  for (const [path, value] of paths) {
    if (path.endsWith(EXTEND)) continue
    attempt(path, () => {
      updateAt(dataset, path, value)
    })
  }
}
