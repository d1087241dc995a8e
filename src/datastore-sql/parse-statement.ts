import type { Node, SelectStmt } from '@pgsql/types'
import { loadModule, parseSync } from 'libpg-query'
import { NotOneStatement, SqlError, SqlRefused } from './sql-error.ts'

interface Parsed {
  readonly stmts?: readonly { readonly stmt?: Node }[]
}

/** Longer ones are nobody's query. Letters. */
const LONGEST = 100_000

const parse = (sql: string): readonly Node[] => {
  const { stmts = [] } = parseSync(sql) as Parsed
  return stmts.flatMap(({ stmt }) => (stmt ? [stmt] : []))
}

/** Text that closes a bracket which it never opened, to write on behind the server's own words. */
function breaksOut(sql: string): boolean {
  try {
    parse(`SELECT * FROM (${sql}) AS blah LIMIT 1`)
    return true
  } catch {
    return false
  }
}

/** Loads PostgreSQL's parser; once, before the first statement. */
export const loadParser = loadModule

/**
 * The one SELECT that a text is.
 *
 * @throws NotOneStatement, SqlError in PostgreSQL's words, SqlRefused
 */
export function parseStatement(sql: string): SelectStmt {
  if (sql.length > LONGEST) throw new SqlError('the statement is too long')
  // CKAN takes these two characters for an attempt to hide the end of a text.
  if (sql.includes("\\'")) throw new NotOneStatement()
  let statements
  try {
    statements = parse(sql)
  } catch (error) {
    if (breaksOut(sql)) throw new SqlRefused('Not authorized to read resource.')
    throw new SqlError(error instanceof Error ? error.message : String(error))
  }
  const [only] = statements
  if (statements.length > 1) throw new NotOneStatement()
  if (!only) throw new SqlError('syntax error at end of input')
  if (!('SelectStmt' in only)) {
    const word = /^\W*(\w+)/.exec(sql)?.[1] ?? ''
    throw new SqlError(`syntax error at or near "${word}"`)
  }
  return only.SelectStmt
}
