/** What the database says of a statement that it can't run, in PostgreSQL's words. */
export class SqlError extends Error {
  override readonly name = 'SqlError'
}

/** The text is no single statement; CKAN says so in its own words. */
export class NotOneStatement extends Error {
  override readonly name = 'NotOneStatement'
}

/** What CKAN refuses with 403: a function outside its list, a system table, a lock. */
export class SqlRefused extends Error {
  override readonly name = 'SqlRefused'
}

export const missingColumn = (name: string): SqlError => new SqlError(`column ${name} does not exist`)
export const unsupported = (what: string): SqlError => new SqlError(`${what} is not supported`)
