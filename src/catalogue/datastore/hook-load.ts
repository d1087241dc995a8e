import { NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import { queueLoad } from './queue-load.ts'
import { findResourceRecord, type OwnedResource } from '../resource/resource-find.ts'
import { addTableViews } from './table-views.ts'

const isObject = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The resource that a loader outside tells of. @throws ValidationError for what it must say and doesn't, NotFound */
export function findHooked(context: Context, params: Params): Promise<OwnedResource> {
  const missing = ['metadata', 'status'].filter((key) => !Object.hasOwn(params, key))
  if (missing.length > 0)
    throw new ValidationError(Object.fromEntries(missing.map((key) => [key, ['Missing value']])))
  const { metadata } = params
  if (!isObject(metadata)) throw new ValidationError({ metadata: ['Must be a dict'] })
  if (!Object.hasOwn(metadata, 'resource_id')) throw new ValidationError({ resource_id: ['Missing value'] })
  return findResourceRecord(context, metadata['resource_id'])
}

/** Whether the file is another one than the loader was sent for. */
function isOutdated({ metadata }: Params, { last_modified, url }: OwnedResource['resource']): boolean {
  const { task_created: begun, original_url: loaded } = metadata as Params
  const isNewer = typeof begun === 'string' && last_modified !== null && last_modified > begun
  return isNewer || (typeof loaded === 'string' && loaded !== url)
}

/**
 * datapusher_hook, xloader_hook: a loader outside tells how its job goes. When the table can be seen it gets its views;
 * when the file has changed meanwhile, it is loaded here.
 *
 * @param loader `datapusher` or `xloader`
 * @throws NotFound when no load was ever asked for
 */
export async function hookLoad(
  context: Context,
  params: Params,
  resource: OwnedResource['resource'],
  loader: string,
): Promise<null> {
  const task = await context.store.taskStatus.find(resource.id, loader, loader)
  if (!task) throw new NotFound()
  const { status, error } = params
  const state = String(status)
  const said =
    error === undefined || error === null ? null : typeof error === 'string' ? error : JSON.stringify(error)
  await context.store.taskStatus.save({ ...task, state, error: said ?? '{}', last_updated: now() })
  if (state !== 'complete' && state !== 'running_but_viewable') return null
  if ((await context.datastore.find(resource.id)) !== undefined) await addTableViews(context, resource.id)
  if (state === 'complete' && isOutdated(params, resource)) await queueLoad(context, resource, false)
  return null
}
