import { toJson } from '../../core/json.ts'
import { readJson } from '../../core/read-json.ts'
import type { Context } from '../../kernel/context.ts'

/** JSON of a list of datasets, each as package_show answers it. */
export async function packagesText(context: Context, ids: readonly string[]): Promise<string> {
  const shown = await Promise.all(ids.map((id) => context.store.packages.rendered(id)))
  return `[${shown.flatMap((dataset) => dataset?.text ?? []).join(', ')}]`
}

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null

/** The same as organization_show and group_show hold it: without the lists of objects that are not empty (CKAN). */
export async function packagesTextWithoutLists(context: Context, ids: readonly string[]): Promise<string> {
  const datasets = readJson(await packagesText(context, ids)) as readonly object[]
  return toJson(
    datasets.map((dataset) =>
      Object.fromEntries(Object.entries(dataset).filter(([, value]) => !isListOfObjects(value))),
    ),
  )
}
