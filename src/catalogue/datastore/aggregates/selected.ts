import type { TableInfo } from '../../../datastore/door.ts'

/** A table and its rows that are looked at. */
export interface Selected {
  readonly table: TableInfo
  /** ` FROM … WHERE …`; the condition is in brackets or TRUE, so that more can be added with AND. */
  readonly from: string
  readonly ask: <Row>(sql: string, limit?: number) => Promise<readonly Row[]>
  /** @throws ValidationError for a column that is not there */
  readonly column: (parameter: string, id: unknown) => TableInfo['columns'][number]
}
