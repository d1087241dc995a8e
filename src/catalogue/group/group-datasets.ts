import type { GroupKind } from '../../auth/groups.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'

/** Where the active datasets of groups are looked up. */
export interface GroupDatasets {
  readonly count: (row: GroupRow, withPrivate: boolean) => Promise<number>
  /** Ids, the one that was changed last first. */
  readonly ids: (row: GroupRow, withPrivate: boolean, limit: number) => Promise<readonly string[]>
}

/** In the store: what a write has just made of them. Slow for a group of many thousands. */
export const storedDatasets = ({ store: { groups } }: Context): GroupDatasets => ({
  count: groups.packageCount,
  ids: groups.packageIds,
})

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** Labels of the datasets that the caller sees as a collaborator. */
async function collaboratorLabels({ config, store, user }: Context): Promise<readonly string[]> {
  if (!user || !config['ckan.auth.allow_dataset_collaborators']) return []
  const collaborations = await store.collaborators.ofUser(user.id)
  return collaborations.map((row) => `collaborator-${row.package_id}`)
}

/** In the search index, for those who only read. An organization shows its collaborators their private datasets, too. */
export function indexedDatasets(context: Context): GroupDatasets {
  const { search, store } = context
  let known: Promise<readonly string[]> | undefined
  const labelsIn = async (row: GroupRow, withPrivate: boolean): Promise<readonly string[]> =>
    withPrivate || !row.is_organization ? [] : (known ??= collaboratorLabels(context))
  const find = async (row: GroupRow, withPrivate: boolean, rows: number) => {
    const labels = (await labelsIn(row, withPrivate)).map(quoted)
    const more = labels.length === 0 ? '' : ` OR permission_labels:(${labels.join(' OR ')})`
    return search.search({
      q: '*:*',
      fq: [
        row.is_organization ? `+owner_org:${quoted(row.id)}` : `+groups:${quoted(row.name)}`,
        '+state:active',
        ...(withPrivate ? [] : [`+(capacity:public${more})`]),
      ],
      sort: 'metadata_modified desc',
      start: 0,
      rows,
    })
  }
  return {
    count: async (row, withPrivate) =>
      row.is_organization && (await labelsIn(row, withPrivate)).length === 0
        ? store.groups.packageCount(row, withPrivate)
        : (await find(row, withPrivate, 0)).count,
    ids: async (row, withPrivate, limit) => (await find(row, withPrivate, limit)).ids,
  }
}

/**
 * The number of active datasets of every group or organization that has any, by its name.
 *
 * @param withPrivate whether private datasets count
 */
export async function datasetCounts(
  { search }: Context,
  kind: GroupKind,
  withPrivate: boolean,
): Promise<ReadonlyMap<string, number>> {
  const field = kind === 'group' ? 'groups' : 'organization'
  const { facets } = await search.search({
    q: '*:*',
    sort: '',
    start: 0,
    rows: 0,
    fq: withPrivate ? ['+state:active'] : ['+state:active', '+capacity:public'],
    facet: { fields: [field], limit: -1, mincount: 1 },
  })
  return facets.get(field) ?? new Map<string, number>()
}

/** The same as `indexedDatasets` for a list of groups: all are counted at once. */
export function listedDatasets(context: Context): GroupDatasets {
  const indexed = indexedDatasets(context)
  let counts: Promise<ReadonlyMap<string, number>> | undefined
  return {
    ...indexed,
    count: async (row, withPrivate) => {
      if (row.is_organization || withPrivate) return indexed.count(row, withPrivate)
      counts ??= datasetCounts(context, 'group', false)
      return (await counts).get(row.name) ?? 0
    },
  }
}
