import { NotFound } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import { requireResourceEditable, requireResourceReadable } from '../../auth/resources.ts'
import type { Context } from '../../kernel/context.ts'
import type { TableLoadRow } from '../../store/table-loads.ts'
import { logLines } from './load-state.ts'
import { isLoadable, queueLoad } from './queue-load.ts'
import { findResourceRecord, type OwnedResource } from '../resource/resource-find.ts'

type Loader = 'datapusher' | 'xloader'

/** What each loader of CKAN calls its job. */
const JOB_TYPES: Readonly<Record<Loader, string>> = {
  datapusher: 'push_to_datastore',
  xloader: 'xloader_to_datastore',
}

/** The id that a loader's action is about: `id` is read, too. */
const loadedId = (params: Params): unknown => params['resource_id'] ?? params['id']

export const findLoaded = (context: Context, params: Params): Promise<OwnedResource> =>
  findResourceRecord(context, loadedId(params))

export const requireLoader = (
  context: Context,
  _params: Params,
  { resource, owner }: OwnedResource,
): Promise<void> => requireResourceEditable(context, resource, owner)

export const requireReader = (
  context: Context,
  _params: Params,
  { resource, owner }: OwnedResource,
): Promise<void> => requireResourceReadable(context, resource, owner)

/** The newest load of a resource. @throws NotFound */
export async function findLoad(context: Context, resourceId: string): Promise<TableLoadRow> {
  const load = await context.store.tableLoads.get(resourceId)
  if (!load) throw new NotFound()
  return load
}

/** What clients of DataPusher know: a job that runs is pending, too. */
const shownState = (state: string, loader: Loader): string =>
  loader === 'datapusher' && state === 'running' ? 'pending' : state

/** What a loader outside said last, if it said something since; else what is known of the load here. */
async function toldState(context: Context, load: TableLoadRow, loader: Loader): Promise<string> {
  const task = await context.store.taskStatus.find(load.resource_id, loader, loader)
  return shownState(task?.state ?? load.state, loader)
}

/** What CKAN's loaders say of a job. */
export async function loadStatus(context: Context, resourceId: string, loader: Loader): Promise<JsonObject> {
  const load = await findLoad(context, resourceId)
  const error = load.error === null ? null : { message: load.error }
  const status = await toldState(context, load, loader)
  return {
    status,
    job_id: load.job_id,
    job_url: null,
    last_updated: load.finished ?? load.requested,
    task_info: {
      job_id: load.job_id,
      job_type: JOB_TYPES[loader],
      status,
      error,
      requested_timestamp: load.requested,
      finished_timestamp: load.finished,
      sent_data: null,
      result_url: null,
      metadata: {
        resource_id: resourceId,
        original_url: load.url,
        datastore_contains_all_records_of_source_file: true,
      },
      logs: logLines(load).map((line) => ({ ...line })),
    },
    error: error ?? {},
  }
}

/** datapusher_submit, xloader_submit: queues a load. @returns false when there is nothing to load */
export async function submitLoad(
  context: Context,
  params: Params,
  { resource }: OwnedResource,
): Promise<boolean> {
  const pending = await context.store.tableLoads.get(resource.id)
  if (pending?.state === 'pending' || !isLoadable(context.config, resource)) return false
  await queueLoad(context, resource, params['ignore_hash'] === true)
  return true
}
