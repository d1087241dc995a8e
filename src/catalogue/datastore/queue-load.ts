import type { Config } from '../../config/config.ts'
import { now } from '../../core/time.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Context } from '../../kernel/context.ts'
import type { ResourceRow } from '../../store/rows.ts'
import { saveLoad } from './load-state.ts'

export interface LoadRequest {
  readonly resource_id: string
  /** Loads also a file that is the same as last time. */
  readonly ignore_hash: boolean
}

/** Loads the file of a resource into its table; app.ts says how. */
export const loadJob = defineJob<LoadRequest>({
  kind: 'load-table',
  title: ({ resource_id }) => `Load the file of resource ${resource_id}`,
  concurrency: 2,
  timeLimit: 3600,
  attempts: 4,
  backoff: 30,
})

/** Resources whose tables clients write, or which another loader fills. */
const NOT_OURS = new Set(['datastore', 'tabledesigner', 'datapusher', 'xloader'])

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/json': 'json',
  'application/geo+json': 'geojson',
  'application/vnd.apache.parquet': 'parquet',
}

/** The format as it is listed in `ckanister.datastore.autoload_formats`, by what the resource says or its link ends with. */
function formatOf({ format, url }: ResourceRow): string {
  const said = (format ?? '').trim().toLowerCase().replace(/^\./, '')
  if (said !== '' && said !== 'zip' && said !== 'gz' && said !== 'gzip') return MEDIA_TYPES[said] ?? said
  const [, ending = ''] = /\.([a-z]+)(?:\.(?:gz|zip))?(?:[?#].*)?$/i.exec(url) ?? []
  return ending.toLowerCase()
}

/** Whether the file of a resource can become its table. */
export function isLoadable(config: Config, resource: ResourceRow): boolean {
  if (resource.state !== 'active' || NOT_OURS.has(resource.url_type ?? '')) return false
  if (!config['ckan.plugins'].includes('datastore')) return false
  const isFile = resource.file_key !== null || /^https?:\/\//i.test(resource.url)
  const format = formatOf(resource)
  // An uploaded zip may hold a table, which is seen at once; of a link all of it would have to be fetched first.
  const isUnknownZip = format === 'zip' && resource.file_key !== null
  return isFile && (isUnknownZip || config['ckanister.datastore.autoload_formats'].includes(format))
}

/** Queues the load of a resource's file in the open transaction. @returns the job's id */
export async function queueLoad(
  context: Context,
  resource: ResourceRow,
  ignoreHash: boolean,
): Promise<string> {
  const before = await context.store.tableLoads.get(resource.id)
  const data: LoadRequest = { resource_id: resource.id, ignore_hash: ignoreHash }
  const id = await context.jobs.enqueue(context.store, loadJob, data, { key: resource.id })
  await saveLoad(context.store, {
    resource_id: resource.id,
    job_id: id,
    state: 'pending',
    requested: now(),
    finished: null,
    url: resource.url,
    hash: before?.hash ?? null,
    error: null,
    report: before?.report ?? null,
    logs: '[]',
  })
  return id
}

const isSame = (a: ResourceRow, b: ResourceRow): boolean =>
  a.url === b.url && a.file_key === b.file_key && a.format === b.format && a.state === b.state

/** Queues loads of the files that a saved dataset brought or changed, in the open transaction. */
export async function queueLoads(
  context: Context,
  resources: readonly ResourceRow[],
  before: readonly ResourceRow[] = [],
): Promise<void> {
  if (!context.config['ckanister.datastore.autoload']) return
  for (const resource of resources) {
    const old = before.find(({ id }) => id === resource.id)
    if (isLoadable(context.config, resource) && !(old && isSame(old, resource)))
      await queueLoad(context, resource, false)
  }
}
