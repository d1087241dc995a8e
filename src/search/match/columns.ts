import type { FieldIndex } from '../index/segment.ts'

/** The terms of each document: numbers of slot `s` are `numbers[starts[s]]` up to `numbers[starts[s + 1]]`, ascending. */
export interface Column {
  readonly starts: Uint32Array
  readonly numbers: Uint32Array
  /** Where no document has more than one term: its number plus one, 0 for none. */
  readonly single: Uint32Array | undefined
}

const NOTHING = new Uint32Array(0)
const columns = new WeakMap<FieldIndex, { version: number; size: number; column: Column }>()

/** The forward view of a field, made from its postings on first use. */
export function columnOf(field: FieldIndex, size: number): Column {
  const known = columns.get(field)
  if (known?.version === field.version && known.size === size) return known.column
  const column = build(field, size)
  columns.set(field, { version: field.version, size, column })
  return column
}

function build(field: FieldIndex, size: number): Column {
  const single = new Uint32Array(size)
  const counts = new Uint32Array(size + 1)
  let several = false
  let total = 0
  for (let number = 0; number < field.termCount; number++) {
    const { slots } = field.postings(number)
    for (const slot of slots) {
      if (single[slot] !== 0) several = true
      else single[slot] = number + 1
      counts[slot + 1] = (counts[slot + 1] ?? 0) + 1
      total++
    }
  }
  const starts = counts
  for (let slot = 0; slot < size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0)
  if (!several) return { starts: new Uint32Array(0), numbers: new Uint32Array(0), single }
  const numbers = new Uint32Array(total)
  const filled = starts.slice(0, size)
  for (let number = 0; number < field.termCount; number++) {
    for (const slot of field.postings(number).slots) {
      const at = filled[slot] ?? 0
      numbers[at] = number
      filled[slot] = at + 1
    }
  }
  return { starts, numbers, single: undefined }
}

/** The first or last term of a document, -1 for none. */
export function edgeNumber(column: Column, slot: number, edge: 'first' | 'last'): number {
  if (column.single) return (column.single[slot] ?? 0) - 1
  const from = column.starts[slot] ?? 0
  const to = column.starts[slot + 1] ?? 0
  if (from === to) return -1
  return column.numbers[edge === 'first' ? from : to - 1] ?? -1
}

/** The terms of a document, ascending. */
export function numbersAt({ single, starts, numbers }: Column, slot: number): Uint32Array {
  if (!single) return numbers.subarray(starts[slot] ?? 0, starts[slot + 1] ?? 0)
  const next = single[slot] ?? 0
  return next === 0 ? NOTHING : Uint32Array.of(next - 1)
}
