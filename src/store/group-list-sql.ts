import { likePattern } from './like-pattern.ts'

/** Which active groups or organizations a list holds, and in which order. */
export interface GroupFilter {
  readonly isOrganization: boolean
  /** undefined: any type. */
  readonly type?: string | undefined
  /** Only these names. */
  readonly names?: readonly string[] | undefined
  /** Only those with this text in their name, title or description, case ignored. */
  readonly text?: string | undefined
  readonly sort: 'name' | 'title'
  readonly descending?: boolean
  /** -1: all. */
  readonly limit: number
  readonly offset: number
}

/** The query of a list: one text for each order and each set of conditions. */
export function groupListSql(columns: string, filter: GroupFilter): string {
  const conditions = [
    'is_organization = @isOrganization',
    filter.type === undefined ? '' : 'type = @type',
    `state = 'active'`,
    filter.names ? 'name IN (SELECT value FROM json_each(@names))' : '',
    filter.text === undefined
      ? ''
      : `(${['name', 'fold(title)', 'fold(description)'].map((text) => `${text} LIKE @pattern ESCAPE '\\'`).join(' OR ')})`,
  ]
  const where = conditions.filter(Boolean).join(' AND ')
  const direction = filter.descending ? 'DESC' : 'ASC'
  return `SELECT ${columns} FROM "group" WHERE ${where}
    ORDER BY ${filter.sort} ${direction}, rowid ${direction} LIMIT @limit OFFSET @offset`
}

/** The named values of that query. */
export const groupListValues = (filter: GroupFilter) => ({
  isOrganization: filter.isOrganization ? 1 : 0,
  type: filter.type ?? null,
  names: filter.names ? JSON.stringify(filter.names) : null,
  pattern: filter.text === undefined ? null : likePattern(filter.text),
  limit: filter.limit,
  offset: filter.offset,
})
