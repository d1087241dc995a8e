import { convertCell, NO_FIT, type TypedCell } from './convert-cell.ts'
import type { TablePlan } from './plan-table.ts'
import type { RawCell, RawRow } from './table-source.ts'

const SAMPLES = 3

/** What was seen of a column while its cells were converted. */
export interface Tally {
  empty: number
  nulled: number
  readonly samples: string[]
}

const sampleText = (cell: RawCell): string =>
  (typeof cell === 'string' ? cell : (cell?.json ?? '')).slice(0, 60)

/** Reads rows as a plan says, and counts the cells that don't fit. */
export function rowConverter({ plans, places }: TablePlan) {
  const tallies = plans.map((): Tally => ({ empty: 0, nulled: 0, samples: [] }))
  const convert = (row: RawRow): readonly TypedCell[] => {
    const cells = new Array<TypedCell>(plans.length)
    for (let column = 0; column < plans.length; column++) {
      const raw = row[places[column] ?? column]
      const plan = plans[column]
      const tally = tallies[column]
      if (!plan || !tally) continue
      const value = convertCell(raw, plan)
      if (value !== NO_FIT && value !== null) {
        cells[column] = value
        continue
      }
      cells[column] = null
      if (raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '')) tally.empty++
      else {
        tally.nulled++
        const sample = sampleText(raw)
        if (tally.samples.length < SAMPLES && !tally.samples.includes(sample)) tally.samples.push(sample)
      }
    }
    return cells
  }
  return { convert, tallies: tallies as readonly Readonly<Tally>[] }
}
