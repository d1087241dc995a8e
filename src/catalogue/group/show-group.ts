import { hasPermission } from '../../auth/roles.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import { type GroupDatasets, indexedDatasets, storedDatasets } from './group-datasets.ts'
import { parentNames, parentTree } from './group-parents.ts'
import { groupSummary } from './group-summary.ts'
import { groupUsers } from './group-users.ts'
import { packagesText, packagesTextWithoutLists } from '../package/packages-text.ts'

/** The parts of a group that an answer holds besides its summary. */
export interface GroupParts {
  /** At most so many datasets, the ones changed last. */
  readonly datasets?: number | undefined
  readonly datasetCount: boolean
  readonly extras: boolean
  readonly users: boolean
  /** The groups above it: their names, or a tree of all above. */
  readonly groups?: 'names' | 'tree' | undefined
  readonly tags: boolean
  /** `zero`: 0 without counting. */
  readonly followers?: 'count' | 'zero' | undefined
  readonly memberCount?: boolean
}

/** Private datasets of an organization are for those who may read it; a group never shows private ones. */
const showsPrivate = async (context: Context, row: GroupRow): Promise<boolean> =>
  row.is_organization && (await hasPermission(context, row.id, 'read'))

async function followersOf(context: Context, id: string, followers: GroupParts['followers']) {
  return followers === 'count' ? context.store.followers.count('group', id) : followers && 0
}

async function parentsOf(context: Context, id: string, groups: GroupParts['groups']) {
  return groups === 'names' ? parentNames(context, id) : groups && parentTree(context, id)
}

/** Extras, and in what shows a group the fields that the site declares; CKAN answers changes with extras alone. */
function extrasOf({ scheming }: Context, row: GroupRow, { groups }: GroupParts): object {
  const withId = (extras: GroupRow['extras']) => extras.map((extra) => ({ group_id: row.id, ...extra }))
  if (groups === 'tree') return { extras: withId(row.extras) }
  const { fields, extras } = scheming.shapes.group(row.is_organization, row.type, row.extras)
  const isBare = extras.length === 0 && Object.keys(fields).length > 0
  return { ...fields, ...(!isBare && { extras: withId(extras) }) }
}

/** A group or organization with the parts that were asked for (spec: action API 3.3). */
export async function shownGroup(
  context: Context,
  row: GroupRow,
  parts: GroupParts,
  datasets: GroupDatasets = indexedDatasets(context),
): Promise<JsonText> {
  const { members } = context.store
  const withPrivate = await showsPrivate(context, row)
  const text = toJson({
    ...groupSummary(context, row),
    package_count: parts.datasetCount ? await datasets.count(row, withPrivate) : undefined,
    num_followers: await followersOf(context, row.id, parts.followers),
    member_count: parts.memberCount ? await members.count(row.id, 'user') : undefined,
    ...(parts.extras ? extrasOf(context, row, parts) : {}),
    tags: parts.tags ? [] : undefined,
    groups: await parentsOf(context, row.id, parts.groups),
    users: parts.users ? await groupUsers(context, row.id) : undefined,
  })
  if (parts.datasets === undefined) return new JsonText(text)
  // CKAN finds them by a search, which has its limit.
  const most = Math.min(parts.datasets, context.config['ckan.search.rows_max'])
  const ids = await datasets.ids(row, withPrivate, most)
  const inShow = parts.groups !== 'tree'
  const packages = await (inShow ? packagesTextWithoutLists : packagesText)(context, ids)
  return new JsonText(`${text.slice(0, -1)}, "packages": ${packages}}`)
}

/** What updates, patches and lists of followed groups answer: all datasets, the tree above, no followers (CKAN). */
export async function shownChangedGroup(
  context: Context,
  row: GroupRow,
  datasets: GroupDatasets = storedDatasets(context),
): Promise<JsonText> {
  const parts: GroupParts = {
    datasets: 1000,
    datasetCount: true,
    extras: true,
    users: true,
    groups: 'tree',
    tags: true,
  }
  return shownGroup(context, row, parts, datasets)
}
