/** PostgreSQL's refusal of a value, in its words: CKAN shows them as they are. */
export class PgError extends Error {
  override readonly name = 'PgError'
}

/** `invalid input syntax for type integer: "x"` */
export const invalidInput = (type: string, text: string): PgError =>
  new PgError(`invalid input syntax for type ${type}: "${text}"`)

/** A JSON value of a kind that the column's type does not take; the column's name is put before it by whoever knows it. */
export class TypeMismatch extends PgError {
  readonly given: string

  constructor(given: string) {
    super(`expression is of type ${given}`)
    this.given = given
  }
}
