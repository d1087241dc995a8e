/** The roles of users in groups and organizations, as they are called and as they are shown. */
const ROLES = [
  { text: 'Admin', value: 'admin' },
  { text: 'Editor', value: 'editor' },
  { text: 'Member', value: 'member' },
] as const

/** Roles that a kind of group offers: editor makes a difference in organizations alone. */
export const rolesOf = (groupType: unknown) =>
  ROLES.filter(({ value }) => groupType !== 'group' || value !== 'editor')

export const isRole = (name: unknown): boolean => ROLES.some(({ value }) => value === name)

/** A capacity as member_list shows it: roles by their label, others as they are. */
export const capacityLabel = (capacity: string): string =>
  ROLES.find(({ value }) => value === capacity)?.text ?? capacity
