import { createHash } from 'node:crypto'

/** Whether CKAN takes it for a column's name. */
export const isFieldName = (name: string): boolean =>
  name !== '' && name === name.trim() && !name.startsWith('_') && !name.includes('"')

/** Whether CKAN takes it for an alias. */
export const isAliasName = (name: string): boolean => isFieldName(name) && !name.includes('%')

/** The name of an index over columns, as CKAN makes it. */
export function indexName(resourceId: string, columns: readonly string[]): string {
  const list = columns.map((column) => `"${column}"`).join(', ')
  return createHash('sha1')
    .update(resourceId + list)
    .digest('hex')
}
