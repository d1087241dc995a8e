import { NotFound } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord, PackageRow } from '../../store/rows.ts'

/** The dataset of an id or name, any state. @throws NotFound, with `detail` if the action words it so */
export async function findPackage(context: Context, idOrName: unknown, detail?: string): Promise<PackageRow> {
  const row = typeof idOrName === 'string' ? await context.store.packages.find(idOrName) : undefined
  if (!row) throw new NotFound(detail)
  return row
}

/** The dataset with its resources and tags. @throws NotFound */
export async function findPackageRecord(
  context: Context,
  idOrName: unknown,
  detail?: string,
): Promise<PackageRecord> {
  const record = typeof idOrName === 'string' ? await context.store.packages.findRecord(idOrName) : undefined
  if (!record) throw new NotFound(detail)
  return record
}
