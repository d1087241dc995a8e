import type { Context } from '../../kernel/context.ts'
import type { MemberTable } from '../../store/members.ts'
import { indexPackages } from '../search/index-package.ts'

/** An item of the lists `users`, `groups` and `packages` of a group. */
interface GivenMember {
  readonly id?: string
  readonly name?: string
  readonly capacity?: string
}

type FindId = (idOrName: string) => Promise<string | undefined>

/** Makes the members of one kind exactly those given; gives the ids of those who came or went. */
async function replaceMembers(
  context: Context,
  groupId: string,
  table: MemberTable,
  given: readonly GivenMember[],
  findId: FindId,
): Promise<readonly string[]> {
  const { members } = context.store
  const present = new Map(
    (await members.membersOf(groupId, table)).map((row) => [row.table_id, row.capacity]),
  )
  const seen = new Set<string>()
  const changed: string[] = []
  for (const member of given) {
    const id = await findId(member.id ?? member.name ?? '')
    // Unknown ones are passed over, and of several the first counts (CKAN).
    if (id === undefined || id === groupId || seen.has(id)) continue
    seen.add(id)
    const capacity = member.capacity ?? 'public'
    if (!present.has(id)) changed.push(id)
    if (present.get(id) !== capacity) await members.put(groupId, table, id, capacity)
    present.delete(id)
  }
  for (const id of present.keys()) await members.end(groupId, table, id)
  return [...changed, ...present.keys()]
}

const asMembers = (given: unknown): readonly GivenMember[] => (given ?? []) as readonly GivenMember[]

/** Gives a group these users with their capacities, and no others. */
export async function saveGroupUsers(context: Context, groupId: string, users: unknown): Promise<void> {
  const find: FindId = async (name) => (await context.store.users.find(name))?.id
  await replaceMembers(context, groupId, 'user', asMembers(users), find)
}

/** Puts a group below these groups, and below no others. */
export async function saveGroupParents(context: Context, groupId: string, groups: unknown): Promise<void> {
  const find: FindId = async (name) => (await context.store.groups.find(name))?.id
  await replaceMembers(context, groupId, 'group', asMembers(groups), find)
}

/** Puts these datasets into a group, and takes out all others. */
export async function saveGroupDatasets(context: Context, groupId: string, packages: unknown): Promise<void> {
  const find: FindId = async (id) => (await context.store.packages.find(id))?.id
  const given = asMembers(packages).map(({ id = '' }) => ({ id }))
  const changed = await replaceMembers(context, groupId, 'package', given, find)
  await regroupPackages(context, changed)
}

/** Notes that the groups of these datasets changed, which their rows do not tell. */
export async function regroupPackages(context: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) await context.store.packages.touch(id)
  await indexPackages(context, ids)
}
