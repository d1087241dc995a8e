import type { GroupKind } from '../../auth/groups.ts'
import { newId } from '../../core/ids.ts'
import type { Params } from '../../core/params.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import { declaredExtras } from '../../scheming/declared-extras.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { groupExtras } from './group-extras.ts'
import { groupImage } from './group-image.ts'
import { saveGroupDatasets, saveGroupParents, saveGroupUsers } from './group-members.ts'
import { indexLater } from '../search/index-later.ts'
import { recordGroupActivity } from '../activity/record-group-activity.ts'

interface SaveOptions {
  readonly kind: GroupKind
  /** The stored row of an update. */
  readonly before?: GroupRow
  /** A patch: lists that are left out stay as they are; an update empties `users` and `groups` (CKAN). */
  readonly keepsLists?: boolean
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** The extras of the parameters with the fields that the site declares, which are kept as extras. */
function extrasGiven({ scheming }: Context, data: Params, type: string, options: SaveOptions): unknown {
  const { kind, before, keepsLists } = options
  const isOrganization = before?.is_organization ?? kind === 'organization'
  const declared = declaredExtras(
    (isOrganization ? scheming.organizations : scheming.groups).get(type),
    data,
    true,
  )
  if (declared.length === 0) return data['extras']
  const kept = keepsLists && before ? scheming.shapes.group(isOrganization, type, before.extras).extras : []
  return [...((data['extras'] as readonly object[] | undefined) ?? kept), ...declared]
}

async function rowOf(context: Context, data: Params, options: SaveOptions): Promise<GroupRow> {
  const { kind, before } = options
  const id = before?.id ?? textOr(data['id'], newId())
  const type = before?.type ?? textOr(data['type'], kind)
  return {
    id,
    name: textOr(data['name'], before?.name ?? id),
    title: textOr(data['title'], before?.title ?? ''),
    type,
    description: textOr(data['description'], before?.description ?? ''),
    created: textOr(data['created'], before?.created ?? now()),
    is_organization: before?.is_organization ?? kind === 'organization',
    approval_status: textOr(data['approval_status'], before?.approval_status ?? 'approved'),
    state: textOr(data['state'], before?.state ?? 'active'),
    extras: groupExtras(context, extrasGiven(context, data, type, options), before?.extras),
    ...(await groupImage(context, data, before)),
  }
}

/**
 * Writes a group or organization whose parameters passed their rules: its row, image, users, parents and (for groups)
 * datasets, in the open transaction. Who makes one becomes its admin.
 *
 * @throws ValidationError for an image that the site refuses
 */
export async function saveGroup(context: Context, data: Params, options: SaveOptions): Promise<GroupRow> {
  const { before, keepsLists = false } = options
  const row = await rowOf(context, data, options)
  await context.store.groups.save(row)
  const { users, groups, packages } = data
  if (users !== undefined || !keepsLists) await saveGroupUsers(context, row.id, users)
  if (groups !== undefined || !keepsLists) await saveGroupParents(context, row.id, groups)
  if (packages !== undefined && !row.is_organization) await saveGroupDatasets(context, row.id, packages)
  if (!before && context.user) await context.store.members.put(row.id, 'user', context.user.id, 'admin')
  if (before && before.is_organization && before.state !== row.state) {
    // Datasets carry their organization only while it is active.
    await indexLater(context, { kind: 'organization', id: row.id })
  }
  await recordGroupActivity(context, before ? 'changed' : 'new', row)
  return row
}
