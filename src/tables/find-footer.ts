import type { RawRow } from './table-source.ts'

/** How many rows at the end may be totals and notes. */
export const FOOTER_ROWS = 12

const TOTAL =
  /^(?:grand |overall )?(?:totals?|sums?|subtotal)\b|^(?:gesamt(?:summe|ergebnis)?|summe|insgesamt|totale?|total général|ensemble|suma|totaal|合計|総計|計)[\s:.]*$/i
const NOTE =
  /^(?:\*|\d\)|¹|source|quelle|fonte|fuente|bron|notes?|anmerkung|hinweis|stand[: ]|©|legende|出典|注)/i

const filledCells = (row: RawRow): readonly string[] =>
  row.flatMap((cell) => {
    if (cell === null) return []
    const text = typeof cell === 'string' ? cell.trim() : cell.json
    return text === '' ? [] : [text]
  })

export interface Footer {
  readonly rows: number
  readonly samples: readonly string[]
}

/**
 * How many of the last rows are not data: totals of the columns above, and notes below the table.
 *
 * @param last the last rows of the table, at most FOOTER_ROWS
 * @param usual how many cells of a row are filled on average
 * @param total rows in the whole table
 */
export function findFooter(last: readonly RawRow[], usual: number, total: number): Footer {
  const samples: string[] = []
  if (total < 4) return { rows: 0, samples }
  for (let at = last.length - 1; at >= 0 && total - samples.length > 2; at--) {
    const cells = filledCells(last[at] ?? [])
    const [first = ''] = cells
    const isTotal = cells.length > 1 && TOTAL.test(first)
    const isNote =
      cells.length === 1 && usual >= 2.5 && (NOTE.test(first) || first.length > 25 || TOTAL.test(first))
    if (!isTotal && !isNote) break
    samples.unshift(first.slice(0, 60))
  }
  return { rows: samples.length, samples }
}
