import type { DatasetShown } from '../../dcat/dataset-shown.ts'
import type { Column } from '../../dcat/source.ts'
import type { Context } from '../../kernel/context.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Columns of the tables of a dataset's resources, by resource. */
export async function tableColumns(
  context: Context,
  { resources }: DatasetShown,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  const columns = new Map<string, readonly Column[]>()
  if (!context.config['ckan.plugins'].includes('datastore')) return columns
  for (const { id, datastore_active: hasTable } of resources) {
    if (hasTable !== true) continue
    const { fields } = await context.datastore.info(id)
    columns.set(
      id,
      fields.map(({ id: name, type, schema }) => ({
        id: textOf(name),
        type: textOf(type),
        isIndexed: (schema as { readonly is_index?: unknown } | undefined)?.is_index === true,
      })),
    )
  }
  return columns
}
