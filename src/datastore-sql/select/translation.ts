import type { SelectStmt, WindowDef } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import type { Place } from '../expressions/place.ts'
import type { Scope } from '../scope.ts'
import type { FindTable, Translated } from './translated.ts'

/** A statement while it is translated. */
export interface Translation {
  readonly findTable: FindTable
  /** A name that nothing else in the statement has. @throws SqlError where it has too many */
  readonly name: (prefix: string) => string
  /** A SELECT inside of it. @param isWide whether numbers may bring columns of their own with their texts */
  readonly select: (node: SelectStmt, scope: Scope, isWide?: boolean) => Translated
  /** Where an expression of it stands. */
  readonly place: (
    scope: Scope,
    windows: ReadonlyMap<string, WindowDef>,
    lift?: (set: Expression) => Expression,
  ) => Place
}
