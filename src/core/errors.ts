/** Messages of one field, or of the items of a list of objects: `['Missing value']`, `[{}, { key: ['…'] }]`. */
export type FieldErrors = string | readonly (string | ErrorDict)[]
export interface ErrorDict {
  [field: string]: FieldErrors
}

/** What an action refuses to do. Only `http/envelope.ts` knows the status codes of these classes. */
export abstract class DomainError extends Error {}

/** The thing asked for does not exist; `detail` follows "Not found: " in the answer. */
export class NotFound extends DomainError {
  override readonly name = 'NotFound'
  readonly detail: string | undefined

  constructor(detail?: string) {
    super(detail === undefined ? 'Not found' : `Not found: ${detail}`)
    this.detail = detail
  }
}

/** The caller may not do this; `detail` follows "Access denied: " in the answer. */
export class NotAuthorized extends DomainError {
  override readonly name = 'NotAuthorized'
  readonly detail: string | undefined

  constructor(detail?: string) {
    super(detail === undefined ? 'Access denied' : `Access denied: ${detail}`)
    this.detail = detail
  }
}

/** Parameters broke the rules; a plain text becomes `{ message: text }`, as in CKAN. */
export class ValidationError extends DomainError {
  override readonly name = 'ValidationError'
  readonly errors: ErrorDict

  constructor(errors: ErrorDict | string) {
    super('Validation error')
    this.errors = typeof errors === 'string' ? { message: errors } : errors
  }
}

/** The structure of the parameters is wrong (CKAN's DataError, "Integrity Error"); `data` is echoed. */
export class DataError extends DomainError {
  override readonly name = 'DataError'
  readonly data: unknown

  constructor(message: string, data: unknown) {
    super(message)
    this.data = data
  }
}

/** A parameter of package_search that the search does not know or cannot read. */
export class SearchQueryError extends DomainError {
  override readonly name = 'SearchQueryError'
}

/** A query that the search engine refuses. */
export class SearchError extends DomainError {
  override readonly name = 'SearchError'
}

/** The request never reached an action: answered as a bare JSON string "Bad request - …". */
export class BadRequest extends DomainError {
  override readonly name = 'BadRequest'
}
