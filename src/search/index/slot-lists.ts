/** The index of the first slot of an ascending list that is not before another; looks from `from` on, in growing steps. */
export function seekSlot(slots: Uint32Array, wanted: number, from: number): number {
  let low = from
  if ((slots[low] ?? wanted) >= wanted) return low
  let step = 1
  while (low + step < slots.length && (slots[low + step] ?? 0) < wanted) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, slots.length)
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if ((slots[middle] ?? 0) < wanted) low = middle
    else high = middle
  }
  return high
}

/** What two ascending lists have in common; the first is the shorter one. */
export function intersectSlots(few: Uint32Array, many: Uint32Array): Uint32Array {
  const common = new Uint32Array(few.length)
  let size = 0
  let at = 0
  for (const slot of few) {
    at = seekSlot(many, slot, at)
    if (at === many.length) break
    if (many[at] === slot) common[size++] = slot
  }
  return common.subarray(0, size)
}

/** What is in either of two ascending lists. */
export function uniteSlots(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length)
  let size = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const x = a[i] ?? 0
    const y = b[j] ?? 0
    all[size++] = x < y ? x : y
    if (x <= y) i++
    if (y <= x) j++
  }
  while (i < a.length) all[size++] = a[i++] ?? 0
  while (j < b.length) all[size++] = b[j++] ?? 0
  return all.subarray(0, size)
}
