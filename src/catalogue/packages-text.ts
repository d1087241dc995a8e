import type { Context } from '../kernel/context.ts'

/** JSON of a list of datasets, each as package_show answers it. */
export async function packagesText(context: Context, ids: readonly string[]): Promise<string> {
  const shown = await Promise.all(ids.map((id) => context.store.packages.rendered(id)))
  return `[${shown.flatMap((dataset) => dataset?.text ?? []).join(', ')}]`
}
