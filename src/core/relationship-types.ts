/** CKAN's relationships between datasets, each before its reverse. */
export const RELATIONSHIP_TYPES = [
  'depends_on',
  'dependency_of',
  'derives_from',
  'has_derivation',
  'links_to',
  'linked_from',
  'child_of',
  'parent_of',
] as const

export type RelationshipType = (typeof RELATIONSHIP_TYPES)[number]

export const isRelationshipType = (value: unknown): value is RelationshipType =>
  RELATIONSHIP_TYPES.some((type) => type === value)

/** Forward types are those that are stored: depends_on, derives_from, links_to, child_of. */
export const isForward = (type: RelationshipType): boolean => RELATIONSHIP_TYPES.indexOf(type) % 2 === 0

/** The same relationship seen from the other side. */
export function reverseOf(type: RelationshipType): RelationshipType {
  const index = RELATIONSHIP_TYPES.indexOf(type)
  return RELATIONSHIP_TYPES[index % 2 === 0 ? index + 1 : index - 1] ?? type
}
