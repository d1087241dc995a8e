/** Which active groups or organizations a list holds, and in which order. */
export interface GroupFilter {
  readonly isOrganization: boolean
  /** undefined: any type. */
  readonly type?: string | undefined
  /** Only these names. */
  readonly names?: readonly string[] | undefined
  /** Only those with this text in their name, title or description, case ignored. */
  readonly text?: string | undefined
  /** `package_count` leaves out those without an active dataset; private datasets count (CKAN). */
  readonly sort: 'name' | 'title' | 'package_count'
  readonly descending?: boolean
  /** -1: all. */
  readonly limit: number
  readonly offset: number
}

const COUNTS = {
  organization: `(SELECT count(*) FROM package WHERE owner_org = "group".id AND package.state = 'active')`,
  group: `(SELECT count(*) FROM member JOIN package ON package.id = member.table_id
    WHERE group_id = "group".id AND table_name = 'package' AND member.state = 'active' AND package.state = 'active')`,
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
      : 'instr(fold(name || char(10) || title || char(10) || description), fold(@text)) > 0',
  ]
  const where = conditions.filter(Boolean).join(' AND ')
  const direction = filter.descending ? 'DESC' : 'ASC'
  const page = 'LIMIT @limit OFFSET @offset'
  if (filter.sort !== 'package_count') {
    return `SELECT ${columns} FROM "group" WHERE ${where} ORDER BY ${filter.sort} ${direction}, rowid ${direction} ${page}`
  }
  const count = COUNTS[filter.isOrganization ? 'organization' : 'group']
  return `SELECT ${columns} FROM (SELECT "group".*, ${count} AS package_count FROM "group" WHERE ${where})
    WHERE package_count > 0 ORDER BY package_count ${direction}, title ${page}`
}

/** The named values of that query. */
export const groupListValues = (filter: GroupFilter) => ({
  isOrganization: filter.isOrganization ? 1 : 0,
  type: filter.type ?? null,
  names: filter.names ? JSON.stringify(filter.names) : null,
  text: filter.text ?? null,
  limit: filter.limit,
  offset: filter.offset,
})
