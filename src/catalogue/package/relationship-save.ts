import { canEditPackage } from '../../auth/packages.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { Params } from '../../core/params.ts'
import { isForward, type RelationshipType, reverseOf } from '../../core/relationship-types.ts'
import { type Context, userName } from '../../kernel/context.ts'
import type { RelationshipRow } from '../../store/relationships.ts'
import type { PackageRow } from '../../store/rows.ts'
import { indexPackages } from '../search/index-package.ts'

type Side = 'relationships_as_subject' | 'relationships_as_object'

/** An item of one of the lists after its rules. */
interface Item {
  readonly id?: string
  readonly type: RelationshipType
  readonly subject?: string
  readonly object?: string
  readonly comment?: string
}

/** The stored form of "subject is type of object": always a forward type. */
export function forwardForm(subjectId: string, objectId: string, type: RelationshipType) {
  return isForward(type)
    ? { subject_package_id: subjectId, object_package_id: objectId, type }
    : { subject_package_id: objectId, object_package_id: subjectId, type: reverseOf(type) }
}

/** Datasets that a dataset has a relationship with: whoever purges it renders these again. */
export async function relatedTo(context: Context, packageId: string): Promise<readonly string[]> {
  const { relationships } = context.store
  const objects = (await relationships.ofSubject(packageId)).map((row) => row.object_package_id)
  const subjects = (await relationships.ofObject(packageId)).map((row) => row.subject_package_id)
  return [...new Set([...objects, ...subjects])].filter((id) => id !== packageId)
}

/** Shows the relationships of these datasets as they are now. */
export async function renderRelated(context: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) await context.store.packages.rerender(id)
  await indexPackages(context, ids)
}

/** Who relates two datasets must be an editor of both, as with package_relationship_create. */
async function findOther(context: Context, side: Side, item: Item): Promise<PackageRow | undefined> {
  const key = side === 'relationships_as_subject' ? 'object' : 'subject'
  const name = item[key]
  // A relationship that ended since the dataset was shown comes back without names: it stays ended.
  if (name === undefined) return undefined
  const other = await context.store.packages.find(name)
  if (!other) throw new ValidationError({ [side]: [{ [key]: ['Not found: Dataset'] }] })
  if (await canEditPackage(context, other)) return other
  throw new NotAuthorized(`User ${userName(context)} not authorized to edit these packages`)
}

async function add(context: Context, packageId: string, side: Side, item: Item): Promise<readonly string[]> {
  const other = await findOther(context, side, item)
  if (!other) return []
  const { relationships } = context.store
  const row =
    side === 'relationships_as_subject'
      ? forwardForm(packageId, other.id, item.type)
      : forwardForm(other.id, packageId, item.type)
  const known = await relationships.between(row)
  await relationships.put({ ...row, id: known?.id ?? newId(), comment: item.comment ?? known?.comment ?? '' })
  return [packageId, other.id]
}

async function keep(context: Context, row: RelationshipRow, item: Item): Promise<readonly string[]> {
  const comment = item.comment ?? row.comment
  const type = isForward(item.type) ? item.type : row.type
  if (comment === row.comment && type === row.type) return []
  await context.store.relationships.put({ ...row, comment, type })
  return [row.subject_package_id, row.object_package_id]
}

/**
 * Gives a dataset exactly the relationships that a call lists; a list that is absent changes nothing. Items are known
 * by their id, or name the other dataset. Ends with the other datasets rendered and indexed.
 *
 * @throws ValidationError for an unknown dataset, NotAuthorized for one that the caller may not edit
 */
export async function saveRelationships(
  context: Context,
  { id: packageId }: { readonly id: string },
  data: Params,
  isNew: boolean,
): Promise<void> {
  const { relationships } = context.store
  const added: { readonly side: Side; readonly item: Item }[] = []
  const touched: string[] = []
  for (const side of ['relationships_as_subject', 'relationships_as_object'] as const) {
    const items = data[side] as readonly Item[] | undefined
    if (items === undefined || (isNew && items.length === 0)) continue
    const stored =
      side === 'relationships_as_subject'
        ? await relationships.ofSubject(packageId)
        : await relationships.ofObject(packageId)
    for (const row of stored) {
      const item = items.find((given) => given.id === row.id)
      if (item) touched.push(...(await keep(context, row, item)))
      else {
        await relationships.remove(row.id)
        touched.push(row.subject_package_id, row.object_package_id)
      }
    }
    for (const item of items) if (!stored.some((row) => row.id === item.id)) added.push({ side, item })
  }
  for (const { side, item } of added) touched.push(...(await add(context, packageId, side, item)))
  const others = new Set(touched)
  others.delete(packageId)
  await renderRelated(context, [...others])
}
