import { columnNames } from './column-names.ts'
import type { ColumnProfile } from './column-profile.ts'
import { decideColumns, type ColumnPlan, type ColumnType } from './decide-columns.ts'

export interface TableColumn {
  readonly id: string
  readonly type: ColumnType
}

/** What a table becomes. */
export interface TablePlan {
  readonly columns: readonly TableColumn[]
  readonly plans: readonly ColumnPlan[]
  /** Places in the file's rows of the columns that stay. */
  readonly places: readonly number[]
  /** What stands above each of them. */
  readonly headings: readonly string[]
  /** Columns of the file that are left out. */
  readonly leftOut: number
  /** Sentences on names that had to be changed. */
  readonly changes: readonly string[]
}

export interface PlanOptions {
  readonly commaDecimals: boolean
  /** Types that columns get whatever they hold, by name. */
  readonly overrides: Readonly<Record<string, string>>
}

/** Decides names and types by what the cells are. */
export function planTable(
  headings: readonly string[],
  profiles: readonly ColumnProfile[],
  { commaDecimals, overrides }: PlanOptions,
): TablePlan {
  // A column without a name and without a value is a stray delimiter at the end of the lines.
  const kept = profiles.flatMap((profile, place) => {
    const heading = headings[place] ?? ''
    return heading.trim() !== '' || profile.filled > 0 ? [{ profile, place, heading }] : []
  })
  const used = kept.map(({ heading }) => heading)
  const { names, changes } = columnNames(used)
  const plans = decideColumns(
    kept.map(({ profile }) => profile),
    commaDecimals,
    names.map((name) => (Object.hasOwn(overrides, name) ? overrides[name] : undefined)),
  )
  return {
    columns: plans.map(({ type }, at) => ({ id: names[at] ?? '', type })),
    plans,
    places: kept.map(({ place }) => place),
    headings: used,
    leftOut: profiles.length - kept.length,
    changes,
  }
}

const isSameColumn = (a: ColumnPlan, b: ColumnPlan | undefined): boolean => {
  if (a.type === 'numeric') return b?.type === 'numeric' && a.style === b.style
  if (a.type === 'timestamp') return b?.type === 'timestamp' && a.order === b.order
  return a.type === b?.type
}

/** Whether two plans read every cell the same way. */
export const isSamePlan = (a: TablePlan, b: TablePlan): boolean =>
  a.plans.length === b.plans.length &&
  a.plans.every((plan, at) => isSameColumn(plan, b.plans[at])) &&
  a.places.every((place, at) => place === b.places[at]) &&
  a.columns.every(({ id }, at) => id === b.columns[at]?.id)
