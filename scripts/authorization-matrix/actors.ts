/** Who asks: the names of CKAN users are `user-` and this. */
export const ACTORS = [
  'anonymous',
  'stranger',
  'member',
  'editor',
  'admin',
  'foreign',
  'reader',
  'collaborator',
  'manager',
  'author',
  'sysadmin',
] as const

export type Actor = (typeof ACTORS)[number]

/** Roles in the organizations and groups that are called home. `foreign` is admin of those called abroad. */
export const HOME_ROLES = ['member', 'editor', 'admin'] as const

/** Capacities of the collaborators of every dataset, where the world has collaborators. */
export const COLLABORATORS = { reader: 'member', collaborator: 'editor', manager: 'admin' } as const

export const userName = (actor: string): string => `user-${actor}`
