import type { ShownField } from '../../datastore/door.ts'
import { valueText, dumpValue, type DumpValue } from './dump-value.ts'

/** Excel's limits. */
const LONGEST_CELL = 32_767
const MOST_DIGITS = 15

/** Numbers of the styles in xlsx-parts.ts. */
const DATE_TIME = 1
const DATE = 2

const DAY = 86_400_000
/** The day 0 of Excel's dates, and the first day that it and the calendar agree on. */
const DAY_0 = Date.UTC(1899, 11, 30)
const FIRST_DAY = '1900-03-01'

function escaped(text: string): string {
  const shown = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text
  return (
    shown
      // XML knows no other control characters.
      .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}

/** Text of a cell, which is never a formula. */
const textCell = (text: string): string =>
  `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const STAMP = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?$/

function dateCell(text: string): string {
  if (!STAMP.test(text) || text < FIRST_DAY) return textCell(text)
  const days = (Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`) - DAY_0) / DAY
  const style = Number.isInteger(days) ? DATE : DATE_TIME
  return `<c s="${String(style)}"><v>${String(days)}</v></c>`
}

function numberCell(value: number | bigint): string {
  const text = String(value)
  const digits = text.replace(/e.*$|[^\d]/g, '').replace(/^0+/, '')
  return digits.length > MOST_DIGITS ? textCell(text) : `<c><v>${text}</v></c>`
}

function cell(value: DumpValue, type: string): string {
  if (value === null) return '<c/>'
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? '1' : '0'}</v></c>`
  if (typeof value === 'number' || typeof value === 'bigint') return numberCell(value)
  const text = valueText(value)
  return type === 'timestamp' || type === 'date' ? dateCell(text) : textCell(text)
}

export const SHEET_HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
export const SHEET_END = '</sheetData></worksheet>'

/** The row of names. */
export const headerRow = (fields: readonly ShownField[]): string =>
  `<row>${fields.map(({ id }) => textCell(id)).join('')}</row>`

export const sheetRow = (fields: readonly ShownField[], row: readonly unknown[]): string =>
  `<row>${fields.map(({ type }, at) => cell(dumpValue(row[at] ?? null), type)).join('')}</row>`
