import { strays } from './column-profile.ts'
import { rowConverter } from './convert-rows.ts'
import type { TypedCell } from './convert-cell.ts'
import { countOf } from './count-of.ts'
import { dataRows, findShape, type Shape } from './find-shape.ts'
import type { TableReport } from './load-report.ts'
import { isSamePlan, planTable, type TableColumn, type TablePlan } from './plan-table.ts'
import { surveyRows, type Surveyed } from './survey-rows.ts'
import type { TableLimits } from './table-limits.ts'
import type { RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

const BATCH = 2000
/** Rows that tell what the others are likely to be. */
const GUESSED_FROM = 2000

/**
 * What reading tells. Columns that come a second time take back all that came before: the end of the file decided
 * otherwise than its beginning.
 */
export type TableEvent =
  | { readonly kind: 'columns'; readonly columns: readonly TableColumn[]; readonly count: number }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly TypedCell[])[] }
  | { readonly kind: 'report'; readonly report: TableReport }

type Converter = ReturnType<typeof rowConverter>

function* converted(rows: readonly RawRow[], { convert }: Converter): Generator<TableEvent> {
  for (let from = 0; from < rows.length; from += BATCH)
    yield { kind: 'rows', rows: rows.slice(from, from + BATCH).map(convert) }
}

/** So many cells do not fit that the column will be of another type. */
const isWrong = ({ tallies }: Converter, rows: number): boolean =>
  tallies.some(({ nulled }) => nulled > 100 + 2 * strays(rows))

interface Planned {
  readonly plan: TablePlan
  readonly converter: Converter
  /** Rows that will come, about. */
  readonly count: number
}

/** What the first rows of a long file say; undefined for a short one, which is read twice without loss. */
async function guess(
  source: TableSource,
  shape: Shape,
  limits: TableLimits,
  overrides: Readonly<Record<string, string>>,
): Promise<Planned | undefined> {
  if (source.portion === undefined) return undefined
  const survey = surveyRows(shape.headings, limits)
  let rows = 0
  for await (const batch of dataRows(source, shape.skip)) {
    rows += survey.add(batch).length
    if (rows < GUESSED_FROM) continue
    const { commaDecimals = false } = source
    const plan = planTable(shape.headings, survey.profiles(), { commaDecimals, overrides })
    return {
      plan,
      converter: rowConverter(plan),
      count: Math.round(rows / Math.max(source.portion(), 1e-6)),
    }
  }
  return undefined
}

function reportOf(
  source: TableSource,
  shape: Shape,
  plan: TablePlan,
  { count, footer }: Surveyed,
  { tallies }: Converter,
): TableReport {
  const { columns, plans, headings, leftOut, changes } = plan
  return {
    format: source.format,
    rows: count,
    decisions: [
      ...source.decisions,
      ...shape.decisions,
      ...(footer.rows > 0
        ? [
            `Left out: ${countOf(footer.rows, 'row')} at the end, totals or notes: ${footer.samples.map((text) => `“${text}”`).join(', ')}.`,
          ]
        : []),
      ...(leftOut > 0 ? [`Left out: ${countOf(leftOut, 'column')} without name and values.`] : []),
      ...changes,
    ],
    columns: columns.map(({ id, type }, at) => {
      const heading = headings[at] ?? ''
      const { empty = 0, nulled = 0, samples = [] } = tallies[at] ?? {}
      return {
        id,
        type,
        reason: plans[at]?.reason ?? '',
        ...(heading === id ? {} : { heading }),
        empty,
        nulled,
        nulled_samples: samples,
      }
    }),
  }
}

/**
 * Reads a table whose columns are decided by all of its rows. What the first rows promise is converted at once; only when
 * the others say something else it is read again. Memory stays the same however long the file is (but for spreadsheets
 * and JSON documents, which are read as a whole).
 *
 * @param overrides types that columns get whatever they hold, by name
 * @throws UnreadableTable when there is nothing to load
 */
export async function* readTable(
  source: TableSource,
  limits: TableLimits,
  overrides: Readonly<Record<string, string>> = {},
): AsyncGenerator<TableEvent> {
  const shape = await findShape(source)
  const survey = surveyRows(shape.headings, limits)
  const guessed = await guess(source, shape, limits, overrides)
  let isKept = guessed !== undefined
  let read = 0
  if (guessed) yield { kind: 'columns', columns: guessed.plan.columns, count: guessed.count }
  for await (const batch of dataRows(source, shape.skip)) {
    const rows = survey.add(batch)
    read += rows.length
    if (!guessed || !isKept) continue
    yield* converted(rows, guessed.converter)
    isKept = !isWrong(guessed.converter, read)
  }
  const { rest, surveyed } = survey.end()
  if (surveyed.profiles.length === 0) throw new UnreadableTable('The table has no columns.')
  const { commaDecimals = false } = source
  const plan = planTable(shape.headings, surveyed.profiles, { commaDecimals, overrides })
  if (guessed && isKept && isSamePlan(guessed.plan, plan)) {
    yield* converted(rest, guessed.converter)
    yield { kind: 'report', report: reportOf(source, shape, plan, surveyed, guessed.converter) }
    return
  }
  yield { kind: 'columns', columns: plan.columns, count: surveyed.count }
  const converter = rowConverter(plan)
  let left = surveyed.count
  for await (const batch of dataRows(source, shape.skip)) {
    yield* converted(left < batch.length ? batch.slice(0, left) : batch, converter)
    left -= Math.min(left, batch.length)
    if (left === 0) break
  }
  yield { kind: 'report', report: reportOf(source, shape, plan, surveyed, converter) }
}
