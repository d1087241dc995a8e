import type { ShownField } from '../../datastore/door.ts'
import { spreadsheetSafe } from '../../datastore/engine/render-rows.ts'
import { compactJson, rowsOf } from './compact-json.ts'
import type { DumpParams, TextFormat } from './dump-params.ts'
import type { RowsPart } from './dump-rows.ts'
import { xmlRows } from './xml-rows.ts'

/** How a format is written: what stands before, between and after the rows. */
interface Writer {
  readonly before: (fields: readonly ShownField[], isSafe: boolean) => string
  /** `isFirst`: no rows were written before. */
  readonly rows: (part: RowsPart, isFirst: boolean) => string
  readonly after: string
}

function separated(separator: ',' | '\t'): Writer {
  const cell = (id: string): string =>
    /["\r\n]/.test(id) || id.includes(separator) ? `"${id.replaceAll('"', '""')}"` : id
  return {
    before: (fields, isSafe) =>
      `${fields.map(({ id }) => cell(isSafe ? spreadsheetSafe(id) : id)).join(separator)}\r\n`,
    rows: ({ text }) => text,
    after: '',
  }
}

const WRITERS: Readonly<Record<TextFormat, Writer>> = {
  csv: separated(','),
  tsv: separated('\t'),
  json: {
    before: (fields) => `{\n  "fields": ${compactJson(fields)},\n  "records": [`,
    rows: ({ text }, isFirst) => {
      const rows = rowsOf(text).map(compactJson)
      return rows.length === 0 ? '' : `${isFirst ? '' : ','}\n    ${rows.join(',\n    ')}`
    },
    after: '\n]}\n',
  },
  jsonl: {
    before: () => '',
    rows: ({ text }) =>
      rowsOf(text)
        .map((row) => `${compactJson(row)}\n`)
        .join(''),
    after: '',
  },
  xml: {
    before: () => '<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n',
    rows: ({ text, fields }) => xmlRows(fields)(rowsOf(text)),
    after: '</data>\n',
  },
}

const BOM = '\uFEFF'

/** The text of a dump, part by part. Without rows asked for, csv and tsv are empty, as CKAN's. */
export async function* dumpText(
  parts: AsyncIterable<RowsPart>,
  format: TextFormat,
  params: DumpParams,
): AsyncGenerator<string> {
  if (params.limit === 0 && (format === 'csv' || format === 'tsv')) return
  const writer = WRITERS[format]
  let isFirst = true
  let hasRows = false
  for await (const part of parts) {
    const head = isFirst ? (params.bom ? BOM : '') + writer.before(part.fields, params.isSafe) : ''
    isFirst = false
    yield head + writer.rows(part, !hasRows)
    hasRows ||= part.rows > 0
  }
  yield writer.after
}
