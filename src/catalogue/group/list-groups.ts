import { type GroupKind, requireGroupReadable } from '../../auth/groups.ts'
import { JsonText } from '../../core/json-text.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { GroupFilter } from '../../store/group-list-sql.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'
import { flagOf } from './flag-of.ts'
import { datasetCounts, listedDatasets } from './group-datasets.ts'
import { groupListPage } from './group-list-page.ts'
import { groupListSort } from './group-list-sort.ts'
import { partsOfList } from './group-parts.ts'
import { type GroupParts, shownGroup } from './show-group.ts'

function namesOf(given: unknown): readonly string[] | undefined {
  if (isFalsy(given)) return undefined
  if (!Array.isArray(given))
    return textOf(given)
      .split(',')
      .map((name) => name.trim())
  return given.map(textOf)
}

const textFilter = (q: unknown): string | undefined =>
  isFalsy(q) ? undefined : textOf(q).trim() || undefined

/**
 * Names of a page of groups by the number of their datasets, private ones too; those without any are left out, both
 * for everyone (CKAN).
 */
async function namesByCount(
  context: Context,
  kind: GroupKind,
  filter: GroupFilter,
  descending: boolean,
): Promise<readonly string[]> {
  const counts = await datasetCounts(context, kind, true)
  const all = await context.store.groups.names({ ...filter, sort: 'title', limit: -1, offset: 0 })
  const sign = descending ? -1 : 1
  const sorted = all
    .filter((name) => counts.has(name))
    .sort((a, b) => sign * ((counts.get(a) ?? 0) - (counts.get(b) ?? 0)))
  return sorted.slice(filter.offset, filter.limit < 0 ? undefined : filter.offset + filter.limit)
}

async function rowsNamed(
  context: Context,
  filter: GroupFilter,
  names: readonly string[],
): Promise<GroupRow[]> {
  const rows = await context.store.groups.list({ ...filter, names, limit: -1, offset: 0 })
  return rows.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
}

async function shownRows(context: Context, rows: readonly GroupRow[], parts: GroupParts): Promise<JsonText> {
  const datasets = listedDatasets(context)
  const shown: string[] = []
  for (const row of rows) {
    await requireGroupReadable(context, row, parts.users)
    shown.push((await shownGroup(context, row, parts, datasets)).text)
  }
  return new JsonText(`[${shown.join(', ')}]`)
}

/**
 * organization_list and group_list: names, or with `all_fields` what the shows give.
 *
 * @throws ValidationError for a limit, offset, order or flag that CKAN refuses
 */
export async function listGroups(context: Context, kind: GroupKind, params: Params): Promise<unknown> {
  const { config, store } = context
  const page = groupListPage(params)
  const { sort, descending } = groupListSort(params, config['ckan.default_group_sort'])
  const allFields = flagOf(params, 'all_fields', false)
  const parts = allFields ? partsOfList(params) : undefined
  const most = allFields
    ? config['ckan.group_and_organization_list_all_fields_max']
    : config['ckan.group_and_organization_list_max']
  const { type } = params
  const filter: GroupFilter = {
    isOrganization: kind === 'organization',
    type: type === undefined ? kind : typeof type === 'string' ? type : '',
    names: namesOf(params[`${kind}s`]),
    text: textFilter(params['q']),
    sort: sort === 'name' ? 'name' : 'title',
    descending,
    limit: page.isUnlimited ? -1 : Math.min(page.limit ?? most, most),
    offset: page.offset,
  }
  if (sort !== 'package_count') {
    return parts ? shownRows(context, await store.groups.list(filter), parts) : store.groups.names(filter)
  }
  const names = await namesByCount(context, kind, filter, descending)
  return parts ? shownRows(context, await rowsNamed(context, filter, names), parts) : names
}
