import { selectNumber } from './select-number.ts'
import type { KeyOf } from './sort-keys.ts'

/** Numbers that can be packed with an index into one double. */
const PACKABLE = 2 ** 26

const tieOrder = (keys: readonly KeyOf[], i: number, j: number): number => {
  for (let n = 1; n < keys.length; n++) {
    const x = keys[n]?.(i) ?? 0
    const y = keys[n]?.(j) ?? 0
    if (x !== y) return x < y ? -1 : 1
  }
  return i - j
}

/** Whole numbers, such as those of terms, are sorted without a comparison of ours, which is several times faster. */
function sortPacked(candidates: Uint32Array, firsts: Float64Array): Uint32Array | undefined {
  const packed = new Float64Array(candidates.length)
  for (let n = 0; n < candidates.length; n++) {
    const index = candidates[n] ?? 0
    const key = firsts[index] ?? 0
    // Times are greater than that; only what is missing, the greatest of all, may stand as one number for another.
    if (key !== Infinity && !(Number.isInteger(key) && Math.abs(key) < PACKABLE)) return undefined
    if (index >= PACKABLE) return undefined
    const first = Math.min(key, PACKABLE)
    packed[n] = first * PACKABLE + index
  }
  packed.sort()
  for (let n = 0; n < packed.length; n++) {
    const value = packed[n] ?? 0
    candidates[n] = value - Math.floor(value / PACKABLE) * PACKABLE
  }
  return candidates
}

function sort(candidates: Uint32Array, firsts: Float64Array, keys: readonly KeyOf[]): Uint32Array {
  const packed = keys.length === 1 ? sortPacked(candidates, firsts) : undefined
  return (
    packed ??
    candidates.sort((i, j) => {
      const x = firsts[i] ?? 0
      const y = firsts[j] ?? 0
      return x === y ? tieOrder(keys, i, j) : x < y ? -1 : 1
    })
  )
}

/** Of so many more numbers than are wanted, most are passed over at a glance. */
const MANY = 8

/** The greatest of the `count` smallest numbers. */
export function limitOf(numbers: Float64Array, count: number): number {
  if (count * MANY > numbers.length) return selectNumber(numbers.slice(), count - 1)
  const kept = new Float64Array(count * 4)
  let size = 0
  let limit = Infinity
  const { length } = numbers
  for (let i = 0; i < length; i++) {
    const number = numbers[i] ?? 0
    if (number >= limit) continue
    kept[size++] = number
    if (size < kept.length) continue
    limit = selectNumber(kept, count - 1)
    // The smallest ones stand at the beginning now.
    size = count
  }
  return size < count ? limit : Math.min(limit, selectNumber(kept.subarray(0, size), count - 1))
}

/**
 * Indexes of the first `count` of `size` in the order of the keys, then of the indexes. Only those whose first key is
 * small enough are sorted.
 * @param known the first key of each, if they are at hand
 */
export function selectTop(
  size: number,
  count: number,
  keys: readonly KeyOf[],
  known?: Float64Array,
): Uint32Array {
  const [first] = keys
  if (!first || count === 0) return Uint32Array.from({ length: count }, (_, i) => i)
  const firsts = known ?? new Float64Array(size)
  if (!known) for (let i = 0; i < size; i++) firsts[i] = first(i)
  const limit = count >= size ? Infinity : limitOf(firsts, count)
  const candidates = new Uint32Array(size)
  let length = 0
  for (let i = 0; i < size; i++) if ((firsts[i] ?? 0) <= limit) candidates[length++] = i
  const found = candidates.subarray(0, length)
  if (length > 4 * count && keys.length > 1) return selectTies(found, firsts, limit, count, keys)
  return sort(found, firsts, keys).subarray(0, count)
}

/** Many share the last first key that fits: the other keys decide which of them come in. */
function selectTies(
  candidates: Uint32Array,
  firsts: Float64Array,
  limit: number,
  count: number,
  keys: readonly KeyOf[],
): Uint32Array {
  const before = candidates.filter((i) => (firsts[i] ?? 0) < limit)
  const ties = candidates.filter((i) => (firsts[i] ?? 0) === limit)
  const others = keys.slice(1).map(
    (key): KeyOf =>
      (index) =>
        key(ties[index] ?? 0),
  )
  const chosen = selectTop(ties.length, count - before.length, others)
  const all = new Uint32Array(count)
  all.set(sort(before, firsts, keys))
  all.set(
    chosen.map((i) => ties[i] ?? 0),
    before.length,
  )
  return all
}
