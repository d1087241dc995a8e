import type { JsonObject, JsonValue } from '../core/json.ts'
import type { CatalogueGroups } from './catalogue-groups.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadStep } from './operator-call.ts'
import { isObject } from './readers/is-object.ts'

export interface Owned {
  readonly record: JsonObject
  readonly notes: readonly string[]
  /** Why the dataset cannot be loaded. */
  readonly refusal?: string
}

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === ''

/** The dataset with the organization that it carries, which is made when it is not here, or with `--owner-org`. */
async function withOrganization(
  step: LoadStep,
  record: JsonObject,
  groups: CatalogueGroups,
  options: LoadOptions,
): Promise<Owned> {
  const { organization, owner_org: owner } = record
  if (isEmpty(owner) && !isObject(organization)) {
    const { ownerOrg } = options
    return ownerOrg === undefined
      ? { record, notes: [] }
      : { record: { ...record, owner_org: ownerOrg }, notes: [] }
  }
  const stored = typeof owner === 'string' ? await groups.find(step, 'organization', owner) : undefined
  if (stored) return { record: { ...record, owner_org: stored.id }, notes: [] }
  if (!isObject(organization)) return { record, notes: [] }
  const made = await groups.ensure(step, 'organization', organization)
  if (typeof made === 'string') return { record, notes: [], refusal: made }
  return { record: { ...record, owner_org: made.id }, notes: [] }
}

/** The dataset in groups that are here; those that it names and that are not are made. */
async function withGroups(step: LoadStep, owned: Owned, groups: CatalogueGroups): Promise<Owned> {
  const { record } = owned
  if (!Array.isArray(record.groups) || record.groups.length === 0) return owned
  const references: JsonObject[] = []
  const notes: string[] = []
  for (const group of record.groups as readonly JsonValue[]) {
    const made = await groups.ensure(step, 'group', group)
    if (typeof made === 'string') notes.push(made)
    else references.push({ id: made.id, name: made.name })
  }
  return { record: { ...record, groups: references }, notes: [...owned.notes, ...notes] }
}

/** A dataset whose organization and groups exist, as far as the dump tells enough of them. */
export async function withOwner(
  step: LoadStep,
  record: JsonObject,
  groups: CatalogueGroups,
  options: LoadOptions,
): Promise<Owned> {
  const owned = await withOrganization(step, record, groups, options)
  return owned.refusal === undefined ? withGroups(step, owned, groups) : owned
}
