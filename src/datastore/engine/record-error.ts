import { ValidationError } from '../../core/errors.ts'
import { PgError, TypeMismatch } from '../types/pg-error.ts'
import type { Column } from './table-meta.ts'

const UNIQUE = 'SQLITE_CONSTRAINT_UNIQUE'

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && (error as { readonly code?: string }).code === UNIQUE

/** What PostgreSQL says of a value that does not fit, as CKAN shows it; other errors stay. `row` counts from 0. */
export function recordError(error: unknown, row: number, keyIndex?: string): unknown {
  if (isUniqueViolation(error)) {
    const message = `duplicate key value violates unique constraint "${keyIndex ?? ''}"`
    return new ValidationError({ records: [message], records_row: row as unknown as string })
  }
  if (!(error instanceof PgError)) return error
  return new ValidationError({ records: [error.message], records_row: row as unknown as string })
}

/** Names the column in a mismatch of types. */
export function columnError(error: unknown, column: Column): unknown {
  if (!(error instanceof TypeMismatch)) return error
  return new PgError(
    `column "${column.id}" is of type ${column.pgType.sqlName.replace(/\(.*\)/, '')} but expression is of type ${error.given}`,
  )
}
