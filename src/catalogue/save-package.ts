import { newId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { guessMimetype } from '../core/guess-mimetype.ts'
import { JsonText } from '../core/json-text.ts'
import { NotFound } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import { now } from '../core/time.ts'
import type { Context } from '../kernel/context.ts'
import type { Extra, PackageRecord, PackageTexts, ResourceRow, TagRow } from '../store/rows.ts'
import { isFalsy } from '../validation/rules/presence.ts'
import { textOf } from '../validation/rules/texts.ts'
import { indexPackages } from './index-package.ts'
import { type ResourceInput, resourceRow, stamped } from './new-resource.ts'
import { savePackageGroups } from './package-groups.ts'
import { withFile } from './resource-file.ts'

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The texts that an update clears when they are left out. */
const textsOf = (data: Params): PackageTexts => ({
  title: textOrNull(data['title']),
  version: textOrNull(data['version']),
  url: textOrNull(data['url']),
  author: textOrNull(data['author']),
  author_email: textOrNull(data['author_email']),
  maintainer: textOrNull(data['maintainer']),
  maintainer_email: textOrNull(data['maintainer_email']),
  notes: textOrNull(data['notes']),
  license_id: textOrNull(data['license_id']),
})

const byText =
  <Item>(text: (item: Item) => string) =>
  (a: Item, b: Item): number =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0

function extrasOf(data: Params): readonly Extra[] {
  const given = (data['extras'] ?? []) as readonly { key: string; value: unknown; deleted?: unknown }[]
  return given
    .filter((extra) => extra.value !== null && isFalsy(extra.deleted))
    .map((extra) => ({ key: extra.key, value: textOf(extra.value) }))
    .sort(byText((extra) => extra.key))
}

async function tagsOf(context: Context, data: Params): Promise<readonly TagRow[]> {
  const given = (data['tags'] ?? []) as readonly { name: string; vocabulary_id?: string }[]
  const tags = new Map<string, TagRow>()
  for (const { name, vocabulary_id } of given) {
    const tag = await context.store.tags.ensure(name, vocabulary_id ?? null)
    tags.set(tag.id, tag)
  }
  return [...tags.values()].sort(byText((tag) => tag.name))
}

async function resourcesOf(
  context: Context,
  id: string,
  data: Params,
  before: PackageRecord | undefined,
): Promise<readonly ResourceRow[]> {
  const earlier = new Map((before?.resources ?? []).map((row) => [row.id, row]))
  const rows: ResourceRow[] = []
  const given = (data['resources'] ?? []) as readonly ResourceInput[]
  for (const [position, resource] of given.entries()) {
    const old = earlier.get(String(resource['id']))
    // CKAN guesses the type of every resource that comes without one, but not in package_create.
    const guessed = before !== undefined && resource['mimetype'] === undefined && typeof resource['url'] === 'string'
    const input = guessed ? { ...resource, mimetype: guessMimetype(resource['url'] as string) } : resource
    const row = resourceRow({ id }, textOrNull(resource['id']) ?? newId(), position, input, old)
    const filed = await withFile(context, row, resource, old)
    rows.push(stamped(filed, old, textOrNull(resource['metadata_modified']) ?? undefined))
    earlier.delete(row.id)
  }
  // A resource that is left out is marked, and gone with the update after that.
  const removed = [...earlier.values()].filter((row) => row.state !== 'deleted')
  for (const row of removed) {
    if (row.file_key !== null) context.afterCommit(() => context.files.remove(row.file_key ?? ''))
  }
  return [...rows, ...removed.map((row) => ({ ...row, state: 'deleted', file_key: null }))]
}

async function saveOwner(context: Context, id: string, from: string | null, to: string | null): Promise<void> {
  if (from === to) return
  if (from !== null) await context.store.members.end(from, 'package', id)
  if (to !== null) await context.store.members.put(to, 'package', id, 'organization')
}

async function freeName(context: Context, name: string, id: string): Promise<void> {
  const holder = await context.store.packages.find(name)
  if (holder && holder.name === name && holder.id !== id) await context.store.packages.giveUpName(holder.id)
}

/** @throws NotFound when `owner_org` names a group: it passes CKAN's rules and fails here */
async function requireOrganization(context: Context, owner: string | null): Promise<void> {
  const found = owner === null ? undefined : await context.store.groups.find(owner)
  if (found && !found.is_organization) throw new NotFound('Organization was not found.')
}

/**
 * Writes a dataset whose parameters passed their rules: rows, groups, files and the search index, in the open
 * transaction. `before` is the stored dataset of an update.
 *
 * @returns the dataset's id
 */
export async function savePackage(context: Context, data: Params, before?: PackageRecord): Promise<string> {
  const id = before?.id ?? textOrNull(data['id']) ?? newId()
  const name = textOrNull(data['name']) ?? before?.name ?? id
  const created = textOrNull(data['metadata_created']) ?? before?.metadata_created ?? now()
  const given = data['owner_org'] as string | null | undefined
  const owner = given === undefined ? (before?.owner_org ?? null) : given
  await requireOrganization(context, owner)
  await freeName(context, name, id)
  const record: PackageRecord = {
    ...textsOf(data),
    id,
    name,
    type: before?.type ?? textOrNull(data['type']) ?? 'dataset',
    owner_org: owner,
    creator_user_id: before ? before.creator_user_id : (context.user?.id ?? null),
    private: (data['private'] as boolean | undefined) ?? before?.private ?? false,
    state: textOrNull(data['state']) ?? before?.state ?? 'active',
    metadata_created: created,
    metadata_modified: textOrNull(data['metadata_modified']) ?? now(),
    extras: extrasOf(data),
    plugin_data: (data['plugin_data'] as JsonObject | undefined) ?? before?.plugin_data ?? null,
    tags: await tagsOf(context, data),
    resources: await resourcesOf(context, id, data, before),
  }
  await context.store.packages.save(record)
  await saveOwner(context, id, before?.owner_org ?? null, owner)
  await savePackageGroups(context, id, data['groups'])
  await indexPackages(context, [id])
  return id
}

/** The dataset as package_show answers it. */
export async function shownPackage(context: Context, id: string): Promise<JsonText> {
  return new JsonText((await context.store.packages.rendered(id)) ?? 'null')
}
