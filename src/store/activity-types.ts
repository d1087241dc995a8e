/** The types of activities that CKAN knows. Stored activities name them by their places here: add at the end only. */
const TYPES = [
  'new package',
  'changed package',
  'deleted package',
  'new resource view',
  'changed resource view',
  'deleted resource view',
  'new user',
  'changed user',
  'new group',
  'changed group',
  'deleted group',
  'new organization',
  'changed organization',
  'deleted organization',
  'follow dataset',
  'follow user',
  'follow group',
  'follow organization',
] as const

export type ActivityType = (typeof TYPES)[number]

/** The types by the numbers that stand for them in the database. */
export const activityTypes: readonly ActivityType[] = TYPES

/** Whether such activities are about datasets themselves: only these are kept from readers by their permission labels. */
export const isAboutPackage = (type: ActivityType): boolean => type.endsWith(' package')
