import { ConfigError } from '../config/config-error.ts'
import { DomainError, ValidationError, type ErrorDict, type FieldErrors } from '../core/errors.ts'
import { FetchError } from '../fetch/fetch-error.ts'
import { StoreError } from '../store/store-error.ts'
import { UnreadableTable } from '../tables/unreadable-table.ts'

const words = (errors: FieldErrors): string =>
  typeof errors === 'string'
    ? errors
    : errors.map((item) => (typeof item === 'string' ? item : fields(item))).join(', ')
const fields = (errors: ErrorDict): string =>
  Object.entries(errors)
    .map(([name, messages]) => `${name}: ${words(messages)}`)
    .join('; ')

const CODES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Nothing was changed.',
  SQLITE_FULL: 'The disk is full. Nothing was changed.',
  EACCES: 'The data folder may not be written to by this user.',
  EROFS: 'The data folder lies on a disk that is read-only.',
}

/** What went wrong, in one line for the terminal; undefined: a fault of the program. */
export function errorLine(error: unknown): string | undefined {
  if (error instanceof ValidationError) return fields(error.errors)
  if (error instanceof ConfigError || error instanceof StoreError || error instanceof DomainError) {
    return error.message
  }
  if (error instanceof UnreadableTable || error instanceof FetchError) return error.message
  const code = (error as Partial<NodeJS.ErrnoException> | null | undefined)?.code
  return code === undefined ? undefined : CODES[code]
}
