import type { Services } from '../../kernel/context.ts'
import { addViewsOfKind } from '../resource/resource-views.ts'
import { siteUser } from '../user/site-user.ts'

/** The views that show a table, once a load has filled it; the site's user makes them, as CKAN's loaders do. */
export async function addTableViews(services: Services, resourceId: string): Promise<void> {
  await services.store.write(async (store) => {
    const resource = await store.resources.get(resourceId)
    const owner = resource && (await store.packages.record(resource.package_id))
    if (!owner) return
    const { id, format, url_type } = resource
    const user = await siteUser({ ...services, store })
    const nothing = (): void => undefined
    const context = { ...services, store, user, afterCommit: nothing, afterRollback: nothing }
    await addViewsOfKind(context, owner, [{ id, format, url_type, hasTable: true }], true)
  })
}
