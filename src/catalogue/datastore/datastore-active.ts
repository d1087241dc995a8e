import { indexPackage } from '../search/index-package.ts'
import type { Context, Services } from '../../kernel/context.ts'

/** Everything but who asks: what runs without a request has it, too. */
type Site = Services & Pick<Context, 'user'>

/**
 * Sets `datastore_active` of a resource, in the open transaction. No date changes and no activity is made, as in CKAN.
 *
 * @returns false when there is no such resource, or nothing to change
 */
async function setDatastoreActive(context: Site, resourceId: string, isActive: boolean): Promise<boolean> {
  const { resources, packages } = context.store
  const resource = await resources.get(resourceId)
  if (!resource || (resource.extras['datastore_active'] === true) === isActive) return false
  const record = await packages.record(resource.package_id)
  if (!record) return false
  const changed = record.resources.map((row) => {
    if (row.id !== resourceId) return row
    const { datastore_active: _before, ...extras } = row.extras
    return { ...row, extras: isActive ? { ...extras, datastore_active: true } : extras }
  })
  const shown = await packages.replace({ ...record, resources: changed }, record)
  await indexPackage(context, record, shown)
  return true
}

/** Lets the catalogue follow a change of the tables: the flag is set, then the note of it is removed. */
export async function followDatastore(services: Site, resourceId: string, isActive: boolean): Promise<void> {
  await services.store.write((store) => setDatastoreActive({ ...services, store }, resourceId, isActive))
  await services.datastore.followed(resourceId)
}

/**
 * A resource is about to be deleted in the open transaction: its table goes with the commit. The intention is written
 * first, so that a crash in between leaves no table behind.
 */
export async function dropWithCommit(context: Context, resourceIds: readonly string[]): Promise<void> {
  const { datastore } = context
  for (const id of resourceIds) {
    if (!(await datastore.find(id))) continue
    await datastore.intend(id, 'drop')
    context.afterCommit(async () => {
      await datastore.drop(id)
      await datastore.followed(id)
    })
    context.afterRollback(() => datastore.followed(id))
  }
}

/** At the start: finishes what a crash left between tables and catalogue, and drops loads that were cut off. */
export async function settleDatastore(services: Services): Promise<void> {
  const { datastore, store } = services
  const site: Site = { ...services, user: undefined }
  for (const { resourceId, kind } of datastore.intents()) {
    if (kind === 'drop') {
      const resource = await store.resources.get(resourceId)
      if (resource?.state !== 'active') await datastore.drop(resourceId)
      await datastore.followed(resourceId)
    } else {
      await followDatastore(site, resourceId, (await datastore.find(resourceId)) !== undefined)
    }
  }
  if ((await datastore.tables()).length > 0) await datastore.sweep()
}
