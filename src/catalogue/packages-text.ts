import { toJson } from '../core/json.ts'
import type { Context } from '../kernel/context.ts'

/** JSON of a list of datasets, each as package_show answers it. */
export async function packagesText(context: Context, ids: readonly string[]): Promise<string> {
  const shown = await Promise.all(ids.map((id) => context.store.packages.rendered(id)))
  return `[${shown.flatMap((dataset) => dataset?.text ?? []).join(', ')}]`
}

/** The same as organization_show and group_show hold it: a dataset that is in groups comes without `groups` (CKAN). */
export async function packagesTextWithoutGroups(context: Context, ids: readonly string[]): Promise<string> {
  const datasets = JSON.parse(await packagesText(context, ids)) as { readonly groups: readonly unknown[] }[]
  return toJson(datasets.map(({ groups, ...rest }) => (groups.length > 0 ? rest : { ...rest, groups })))
}
