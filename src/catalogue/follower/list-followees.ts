import { canReadPackage } from '../../auth/packages.ts'
import { NotAuthorized } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import { unvalidatedPackage } from '../package/default-schema-package.ts'
import { findFollowed } from './find-followed.ts'
import { indexedDatasets } from '../group/group-datasets.ts'
import { shownChangedGroup } from '../group/show-group.ts'
import { shownUser } from '../user/show-user.ts'

export type FolloweeKind = 'user' | 'dataset' | 'group' | 'organization'

export interface Followee {
  readonly type: FolloweeKind
  readonly display_name: string
  /** JSON of the user, dataset, group or organization. */
  readonly text: string
}

/** @throws NotAuthorized for everyone but the user asked about and sysadmins, in CKAN's words */
export function requireFolloweesVisible(context: Context, { id }: Params): void {
  const isOwn = context.user && (context.user.id === id || context.user.name === id)
  if (!isOwn && !isSysadmin(context)) throw new NotAuthorized('Not authorized')
}

async function followedUsers(context: Context, userId: string): Promise<readonly Followee[]> {
  const followees: Followee[] = []
  for (const id of await context.store.followers.followedBy('user', userId)) {
    const user = await context.store.users.find(id)
    if (!user) continue
    const text = toJson(await shownUser(context, user, { embedded: true }))
    followees.push({ type: 'user', display_name: user.fullname?.trim() ? user.fullname : user.name, text })
  }
  return followees
}

/** As it is kept: of a table only says something who has one (CKAN). */
function withoutMissingTable(resource: object): object {
  const { datastore_active: active, ...others } = resource as { readonly datastore_active?: boolean }
  return active === true ? resource : others
}

/** Only those that the caller may see: CKAN gives private ones to every follower. */
async function followedDatasets(context: Context, userId: string): Promise<readonly Followee[]> {
  const followees: Followee[] = []
  for (const id of await context.store.followers.followedBy('dataset', userId)) {
    const row = await context.store.packages.find(id)
    if (!row || !(await canReadPackage(context, row))) continue
    const shown = await context.store.packages.rendered(id)
    if (!shown) continue
    const dataset = await unvalidatedPackage(context, shown.text)
    const resources = dataset.resources.map(withoutMissingTable)
    const text = toJson({ ...dataset, resources })
    followees.push({ type: 'dataset', display_name: row.title || row.name, text })
  }
  return followees
}

async function followedGroups(
  context: Context,
  userId: string,
  kind: 'group' | 'organization',
): Promise<readonly Followee[]> {
  const followees: Followee[] = []
  for (const id of await context.store.followers.followedBy('group', userId)) {
    const row = await context.store.groups.find(id)
    if (row?.is_organization !== (kind === 'organization')) continue
    const { text } = await shownChangedGroup(context, row, indexedDatasets(context))
    followees.push({ type: kind, display_name: row.title || row.name, text })
  }
  return followees
}

/** What a user follows of one kind. @throws ValidationError for a missing or unknown user */
export async function listFollowees(
  context: Context,
  kind: FolloweeKind,
  params: Params,
): Promise<readonly Followee[]> {
  const userId = await findFollowed(context, 'user', params)
  if (kind === 'user') return followedUsers(context, userId)
  return kind === 'dataset' ? followedDatasets(context, userId) : followedGroups(context, userId, kind)
}

/** The answer of user_followee_list and its kin: what is followed, without the names around it. */
export async function shownFollowees(
  context: Context,
  kind: FolloweeKind,
  params: Params,
): Promise<JsonText> {
  const followees = await listFollowees(context, kind, params)
  return new JsonText(`[${followees.map(({ text }) => text).join(', ')}]`)
}
