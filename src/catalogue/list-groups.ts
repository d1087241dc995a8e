import { type GroupKind, requireGroupReadable } from '../auth/groups.ts'
import { JsonText } from '../core/json-text.ts'
import type { Params } from '../core/params.ts'
import type { Context } from '../kernel/context.ts'
import type { GroupFilter } from '../store/group-list-sql.ts'
import { textOf } from '../validation/rules/texts.ts'
import { flagOf } from './flag-of.ts'
import { groupListPage } from './group-list-page.ts'
import { groupListSort } from './group-list-sort.ts'
import { partsOfList } from './group-parts.ts'
import { shownGroup } from './show-group.ts'

function namesOf(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null || given === '') return undefined
  if (!Array.isArray(given))
    return textOf(given)
      .split(',')
      .map((name) => name.trim())
  return given.length === 0 ? undefined : given.map(textOf)
}

const textFilter = (q: unknown): string | undefined =>
  q === undefined || q === null || q === '' ? undefined : textOf(q)

/**
 * organization_list and group_list: names, or with `all_fields` what the shows give.
 *
 * @throws ValidationError for a limit, offset, order or flag that CKAN refuses
 */
export async function listGroups(context: Context, kind: GroupKind, params: Params): Promise<unknown> {
  const { config, store } = context
  const page = groupListPage(params)
  const allFields = flagOf(params, 'all_fields', false)
  const most = allFields
    ? config['ckan.group_and_organization_list_all_fields_max']
    : config['ckan.group_and_organization_list_max']
  const { type } = params
  const filter: GroupFilter = {
    isOrganization: kind === 'organization',
    type: type === undefined ? kind : typeof type === 'string' ? type : '',
    names: namesOf(params[`${kind}s`]),
    text: textFilter(params['q']),
    ...groupListSort(params, config['ckan.default_group_sort']),
    limit: page.isUnlimited ? -1 : Math.min(page.limit ?? most, most),
    offset: page.offset,
  }
  if (!allFields) return store.groups.names(filter)
  const parts = partsOfList(params)
  const shown: string[] = []
  for (const row of await store.groups.list(filter)) {
    await requireGroupReadable(context, row, parts.users)
    shown.push((await shownGroup(context, row, parts)).text)
  }
  return new JsonText(`[${shown.join(', ')}]`)
}
