import type { Exact } from './exact.ts'

/** What a cell holds in SQLite. */
export type Stored = string | number | bigint | null

/** How a type's values lie in SQLite, compare, and look; see pg-types.ts for which there are. */
export interface PgType {
  /** As `fields` shows it: `int4`, `_text`, `json`. */
  readonly name: string
  /** As PostgreSQL spells it in full: `integer`, `text[]`, `timestamp without time zone`. */
  readonly sqlName: string
  /** The type's column in SQLite. */
  readonly affinity: 'INTEGER' | 'REAL' | 'NUMERIC' | 'TEXT'
  /** What kind of JSON value fits: a number into `number`, a boolean into `boolean`; texts fit everywhere. */
  readonly family: 'number' | 'boolean' | 'text' | 'json' | 'array' | 'other'
  /** Reads PostgreSQL's text form. @throws PgError */
  readonly read: (text: string) => Stored | Exact
  /** Reads a JSON number; types of other families don't have it. @throws PgError */
  readonly readNumber?: (value: number | bigint) => Stored | Exact
  /** A JSON fragment for what is stored; `exact` is the text of values that the cell alone can't tell. */
  readonly toJson: (stored: string | number, exact: string | undefined) => string
  /** PostgreSQL's text form, as CSV and full text have it. */
  readonly toText: (stored: string | number, exact: string | undefined) => string
  /** The text in csv and tsv where it differs from `toText`. */
  readonly toCsv?: (stored: string | number, exact: string | undefined) => string
  /** What csv and tsv print for null: nothing, but for CKAN's own conversions. */
  readonly csvNull?: 'null'
  /** Cells are read as text: as a double they would lose digits. */
  readonly castToText?: true
  /** PostgreSQL has no order for it: a sort is an invalid query. */
  readonly unordered?: true
  /** The elements of an array. */
  readonly element?: PgType
}
