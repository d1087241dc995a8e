import Papa from 'papaparse'

const CANDIDATES = [',', ';', '\t', '|', ':', '^', '~', '\u001f']
/** A colon stands in times and addresses: it has to be much better than the others. */
const UNLIKELY = new Set([':', '^', '~'])

const rowsOf = (sample: string, delimiter: string): string[][] =>
  (Papa.parse(sample, { delimiter, newline: '\n' }).data as string[][]).filter(
    (row) => row.length > 1 || row[0] !== '',
  )

/** How well a delimiter cuts a sample: the part of the rows that have the commonest width, times how wide that is. */
function score(sample: string, delimiter: string): number {
  const rows = rowsOf(sample, delimiter)
  const widths = new Map<number, number>()
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  let best = 0
  for (const [width, count] of widths) {
    if (width < 2) continue
    const share = count / rows.length
    best = Math.max(best, share * share * (1 + Math.log2(width) / 4))
  }
  return UNLIKELY.has(delimiter) ? best / 2 : best
}

/**
 * What stands between the cells of a text, and why.
 *
 * @param sample the first part of the text, ending with a whole line where it can
 */
export function detectDelimiter(sample: string): { readonly delimiter: string; readonly said: boolean } {
  const said = /^"?sep=(.)"?\n/i.exec(sample)?.[1]
  if (said !== undefined) return { delimiter: said, said: true }
  let delimiter = ','
  let best = 0
  for (const candidate of CANDIDATES) {
    if (!sample.includes(candidate)) continue
    const points = score(sample, candidate)
    if (points > best + 0.001) {
      best = points
      delimiter = candidate
    }
  }
  return { delimiter, said: false }
}
