import { isUuid, newId } from '../../core/ids.ts'
import { type JsonObject, toJson } from '../../core/json.ts'
import { JsonText } from '../../core/json-text.ts'
import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { textOrNull } from '../../core/text-or-null.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import type { Extra, PackageRecord, PackageRow, PackageTexts, TagRow } from '../../store/rows.ts'
import { declaredExtras } from '../../scheming/declared-extras.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'
import { indexPackage } from '../search/index-package.ts'
import { queueLoads } from '../datastore/queue-load.ts'
import { savePackageGroups } from './package-groups.ts'
import { recordPackageActivity } from '../activity/record-package-activity.ts'
import { saveRelationships } from './relationship-save.ts'
import { resourceRows } from '../resource/resource-rows.ts'
import { addDefaultViews } from '../resource/resource-views.ts'

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

function extrasOf({ scheming }: Context, type: string, data: Params): readonly Extra[] {
  const given = (data['extras'] ?? []) as readonly { key: string; value: unknown; deleted?: unknown }[]
  return given
    .filter((extra) => extra.value !== null && isFalsy(extra.deleted))
    .map((extra) => ({ key: extra.key, value: textOf(extra.value) }))
    .concat(declaredExtras(scheming.datasets.get(type), data))
    .sort(byText((extra) => extra.key))
}

async function tagsOf(context: Context, data: Params): Promise<readonly TagRow[]> {
  const given = (data['tags'] ?? []) as readonly { name: string; vocabulary_id?: string; id?: string }[]
  const tags = new Map<string, TagRow>()
  for (const { name, vocabulary_id, id } of given) {
    const wantedId = id !== undefined && isUuid(id) ? id : undefined
    const tag = await context.store.tags.ensure(name, vocabulary_id ?? null, wantedId)
    tags.set(tag.id, tag)
  }
  return [...tags.values()].sort(byText((tag) => tag.name))
}

/** Who made the dataset stays so; the operator brings it along. */
const creatorOf = (context: Context, data: Params, before: PackageRecord | undefined): string | null =>
  textOrNull(data['creator_user_id']) ?? (before ? before.creator_user_id : (context.user?.id ?? null))

async function saveOwner(
  context: Context,
  id: string,
  from: string | null,
  to: string | null,
): Promise<void> {
  if (from === to) return
  if (from !== null) await context.store.members.end(from, 'package', id)
  if (to !== null) await context.store.members.put(to, 'package', id, 'organization')
}

async function freeName(context: Context, name: string, id: string): Promise<void> {
  const holder = await context.store.packages.find(name)
  if (holder?.name === name && holder.id !== id) await context.store.packages.giveUpName(holder.id)
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
 * @returns the dataset as package_show answers it
 */
export async function savePackage(context: Context, data: Params, before?: PackageRecord): Promise<JsonText> {
  const id = before?.id ?? textOrNull(data['id']) ?? newId()
  const name = textOrNull(data['name']) ?? before?.name ?? id
  const type = before?.type ?? textOrNull(data['type']) ?? 'dataset'
  const created = textOrNull(data['metadata_created']) ?? before?.metadata_created ?? now()
  const given = data['owner_org'] as string | null | undefined
  const owner = given === undefined ? (before?.owner_org ?? null) : given
  if (owner !== before?.owner_org) await requireOrganization(context, owner)
  if (name !== before?.name) await freeName(context, name, id)
  const record: PackageRecord = {
    ...textsOf(data),
    id,
    name,
    type,
    owner_org: owner,
    creator_user_id: creatorOf(context, data, before),
    private: (data['private'] as boolean | undefined) ?? before?.private ?? false,
    state: textOrNull(data['state']) ?? before?.state ?? 'active',
    metadata_created: created,
    metadata_modified: textOrNull(data['metadata_modified']) ?? now(),
    extras: extrasOf(context, type, data),
    plugin_data: (data['plugin_data'] as JsonObject | undefined) ?? before?.plugin_data ?? null,
    tags: await tagsOf(context, data),
    resources: await resourceRows(context, id, data, before),
  }
  const { packages } = context.store
  await (before ? packages.update(record, before) : packages.insert(record))
  if (before) await saveOwner(context, id, before.owner_org, owner)
  else if (owner !== null) await context.store.members.add(owner, 'package', id, 'organization')
  if (before || data['groups'] !== undefined) await savePackageGroups(context, id, data['groups'])
  await saveRelationships(context, record, data, before === undefined)
  if (!before) await addDefaultViews(context, record, record.resources)
  await queueLoads(context, record.resources, before?.resources)
  const shown = await packages.show(record)
  await indexPackage(context, record, shown)
  await recordPackageActivity(context, before ? 'changed' : 'new', record, shown)
  // CKAN echoes plugin_data to the sysadmin who sent it.
  return data['plugin_data'] === undefined ? shown : withPluginData(shown, record)
}

/** A shown dataset with the data of plugins, where it has any. */
export const withPluginData = (shown: JsonText, { plugin_data: data }: PackageRow): JsonText =>
  data === null ? shown : new JsonText(`${shown.text.slice(0, -1)}, "plugin_data": ${toJson(data)}}`)

/** The dataset as package_show answers it. */
export async function shownPackage(context: Context, id: string): Promise<JsonText> {
  const shown = await context.store.packages.rendered(id)
  if (!shown) throw new NotFound()
  return shown
}
