import type { Datastore, SearchRequest } from '../../datastore/create-datastore.ts'
import type { ShownField } from '../../datastore/door.ts'
import type { DumpParams } from './dump-params.ts'

/** Rows that are read and held at a time. */
const STRETCH = 5000
/** Characters after which a part ends, whatever its rows. */
const MOST_TEXT = 1 << 20

export interface RowsPart {
  /** Lines of CSV, or members of a JSON array of arrays. */
  readonly text: string
  readonly rows: number
  readonly fields: readonly ShownField[]
}

/** How well each row fits what was searched for, behind its columns. */
const ranksOf = (q: SearchRequest['q']): readonly string[] =>
  q === undefined || q === ''
    ? []
    : typeof q === 'string'
      ? ['rank']
      : Object.keys(q).map((id) => `rank ${id}`)

/**
 * The rows of a dump, part by part; there is one part at least, for its `fields`. In the order of `_id` each part begins
 * after the last row of the one before; otherwise by counting. A dump of a table that is replaced under way breaks off:
 * rows of two tables are never mixed, and a client sees that it has not got all.
 *
 * @throws ValidationError, NotFound, Error when the table is replaced
 */
export async function* dumpRows(
  datastore: Datastore,
  resourceId: string,
  params: DumpParams,
): AsyncGenerator<RowsPart> {
  const { format, fields, search } = params
  const sort = search.sort ?? (search.distinct ? undefined : ['_id'])
  const inOrderOfId = search.sort === undefined && !search.distinct
  const columns = fields ?? [
    '_id',
    ...((await datastore.find(resourceId))?.columns.map(({ id }) => id) ?? []),
    ...ranksOf(search.q),
  ]
  let left = params.limit ?? Infinity
  let skip = params.offset
  let after: number | undefined
  let first: number | undefined
  for (;;) {
    const asked = Math.min(STRETCH, left)
    const request: SearchRequest = {
      ...search,
      fields: columns,
      ...(sort === undefined ? {} : { sort }),
      limit: asked,
      offset: skip,
      ...(after === undefined ? {} : { after }),
      format: format === 'csv' || format === 'tsv' ? format : format === 'jsonl' ? 'objects' : 'lists',
      includeTotal: false,
      mostText: MOST_TEXT,
      isSpreadsheetSafe: params.isSafe,
    }
    const { text, rows, isCut, lastId, fields: shown, table } = await datastore.stretch(resourceId, request)
    first ??= table
    if (table !== first) throw new Error('the table was replaced while it was dumped: ask again')
    yield { text, rows, fields: shown }
    left -= rows
    if ((rows < asked && !isCut) || left <= 0) return
    if (inOrderOfId && lastId !== undefined) {
      after = lastId
      skip = 0
    } else skip += rows
  }
}
