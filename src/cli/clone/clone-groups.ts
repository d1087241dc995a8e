import type { JsonObject } from '../../core/json.ts'
import { objectsOf, textOf, textsOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import { cloneRecords } from './clone-records.ts'
import type { CloneReport } from './clone-report.ts'
import type { Remote } from './remote.ts'

async function namesOf(remote: Remote, kind: 'organization' | 'group'): Promise<readonly string[]> {
  const names: string[] = []
  for (;;) {
    const page = textsOf(
      await remote.ask(`${kind}_list`, { limit: '1000', offset: String(names.length), sort: 'name asc' }),
    )
    const fresh = page.filter((name) => !names.includes(name))
    if (fresh.length === 0) return names
    names.push(...fresh)
  }
}

/** A picture that was uploaded there stays a link. */
function withPicture(group: JsonObject): JsonObject {
  const { image_url: image, image_display_url: address, ...rest } = group
  return { ...rest, image_url: /^https?:\/\//i.test(textOf(image)) ? (image ?? null) : (address ?? '') }
}

/** Groups stand below others: those above come first. */
function parentsFirst(groups: readonly JsonObject[]): readonly JsonObject[] {
  const byName = new Map(groups.map((group) => [textOf(group.name), group]))
  const sorted = new Set<JsonObject>()
  const take = (group: JsonObject, below: readonly JsonObject[]): void => {
    if (sorted.has(group) || below.includes(group)) return
    for (const { name } of objectsOf(group.groups)) {
      const parent = byName.get(textOf(name))
      if (parent) take(parent, [...below, group])
    }
    sorted.add(group)
  }
  for (const group of groups) take(group, [])
  return [...sorted]
}

/** The group with those of its members who are here, too; without a token nobody is known to be its member. */
async function withMembers({ store }: Services, remote: Remote, group: JsonObject): Promise<JsonObject> {
  const { users, ...rest } = group
  if (remote.token === undefined) return rest
  const members: JsonObject[] = []
  for (const { name, capacity } of objectsOf(users))
    if (await store.users.find(textOf(name))) members.push({ name: name ?? '', capacity: capacity ?? '' })
  return { ...rest, users: members }
}

/**
 * Brings organizations or groups with their members; those that others stand below come first.
 * @throws HarvestError, FetchError
 */
export async function cloneGroups(
  services: Services,
  remote: Remote,
  kind: 'organization' | 'group',
  report: CloneReport,
): Promise<void> {
  const groups: JsonObject[] = []
  for (const id of await namesOf(remote, kind)) {
    const query = { id, include_datasets: 'false', include_users: 'true', include_extras: 'true' }
    const shown = await remote.find(`${kind}_show`, query)
    if (shown) groups.push(withPicture(await withMembers(services, remote, shown)))
  }
  await cloneRecords(
    services,
    kind,
    parentsFirst(groups),
    {},
    {
      onOutcome: (record, outcome) => {
        report.note(kind, record, outcome)
      },
    },
  )
}
