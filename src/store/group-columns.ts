/** A group or organization as its row lies in the table. */
export interface StoredGroup {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly type: string
  readonly description: string
  readonly image_url: string
  readonly image_key: string | null
  readonly created: string
  readonly is_organization: 0 | 1
  readonly approval_status: string
  readonly state: string
  /** JSON: list of GroupExtra. */
  readonly extras: string
}

export interface GroupExtra {
  readonly id: string
  readonly key: string
  readonly value: string | null
  readonly state: string
}

export interface GroupRow extends Omit<StoredGroup, 'is_organization' | 'extras'> {
  readonly is_organization: boolean
  /** Ordered by key. */
  readonly extras: readonly GroupExtra[]
}

export const GROUP_COLUMNS = [
  'id',
  'name',
  'title',
  'type',
  'description',
  'image_url',
  'image_key',
  'created',
  'is_organization',
  'approval_status',
  'state',
  'extras',
] as const satisfies readonly (keyof GroupRow)[]

export const groupFromColumns = (stored: StoredGroup): GroupRow => ({
  ...stored,
  is_organization: stored.is_organization === 1,
  extras: JSON.parse(stored.extras) as GroupExtra[],
})

export const groupToColumns = (row: GroupRow): StoredGroup => ({
  ...row,
  is_organization: row.is_organization ? 1 : 0,
  extras: JSON.stringify(row.extras),
})

/** The organization inside a dataset, in CKAN's order. */
export const organizationSummary = (row: StoredGroup) => ({
  id: row.id,
  name: row.name,
  title: row.title,
  type: row.type,
  description: row.description,
  image_url: row.image_url,
  created: row.created,
  is_organization: row.is_organization === 1,
  approval_status: row.approval_status,
  state: row.state,
})
