import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ValidationError } from '../../core/errors.ts'
import { logLine } from '../../core/log-line.ts'
import { now } from '../../core/time.ts'
import { FetchError } from '../../fetch/fetch-error.ts'
import { fetchFile } from '../../fetch/fetch-file.ts'
import { fetchPolicy } from '../../fetch/fetch-policy.ts'
import type { Services } from '../../kernel/context.ts'
import type { ResourceRow } from '../../store/rows.ts'
import type { TableLoadRow } from '../../store/table-loads.ts'
import type { TableReport } from '../../tables/load-report.ts'
import { readTableFile, type OpenedTable } from '../../tables/table-reader.ts'
import { UnreadableTable } from '../../tables/unreadable-table.ts'
import { followDatastore } from './datastore-active.ts'
import { saveLoad, withLog } from './load-state.ts'
import { loadJob, type LoadRequest } from './queue-load.ts'
import { addTableViews } from './table-views.ts'

/** What a load is told while it runs. */
export interface LoadWatch {
  readonly signal: AbortSignal
  readonly log: (line: string) => void
  /** 0 to 1. */
  readonly progress: (part: number) => void
  /** Rows written so far. */
  readonly rows?: (count: number) => void
}

interface LocalFile {
  readonly path: string
  /** SHA-256. */
  readonly hash: string
}

/** Fetching is a small part of the whole, but nobody knows how small. */
const FETCHED = 0.2

async function copyUpload({ files }: Services, key: string, path: string): Promise<LocalFile> {
  const hash = createHash('sha256')
  const stream = await files.open(key)
  stream.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(stream, createWriteStream(path))
  return { path, hash: hash.digest('hex') }
}

/** The bytes of a resource, in a file that nobody else touches. @throws FetchError */
async function localFile(
  services: Services,
  resource: ResourceRow,
  path: string,
  watch: LoadWatch,
): Promise<LocalFile> {
  if (resource.file_key !== null) return copyUpload(services, resource.file_key, path)
  watch.log(`Fetching from ${resource.url}.`)
  const { hash } = await fetchFile(resource.url, path, fetchPolicy(services.config), {
    signal: watch.signal,
    onProgress: (bytes, total) => {
      if (total !== undefined && total > 0) watch.progress(Math.min(1, bytes / total) * FETCHED)
    },
  })
  return { path, hash }
}

/** What the data dictionary says of types (`type_override`), by column. */
async function overridesOf(
  { datastore }: Services,
  resourceId: string,
): Promise<Readonly<Record<string, string>>> {
  const table = await datastore.find(resourceId)
  const said = (table?.columns ?? []).flatMap(({ id, info }) => {
    const type = info?.['type_override']
    return typeof type === 'string' && type !== '' ? [[id, type] as const] : []
  })
  return Object.fromEntries(said)
}

/** Puts the rows of an opened file in the place of the resource's table. */
async function replace(
  services: Services,
  resourceId: string,
  table: OpenedTable,
  watch: LoadWatch,
): Promise<TableReport> {
  const replaced = await services.datastore.replaceTable(resourceId, {
    columns: table.columns,
    rows: table.rows,
    signal: watch.signal,
    onProgress: (rows) => {
      watch.rows?.(rows)
      watch.progress(FETCHED + ((1 - FETCHED) * rows) / Math.max(1, table.count))
    },
  })
  await followDatastore({ ...services, user: undefined }, resourceId, true)
  const report = table.report()
  return {
    ...report,
    rows: replaced.count,
    columns: report.columns.map((column, at) => ({
      ...column,
      nulled: column.nulled + (replaced.nulled[at] ?? 0),
    })),
  }
}

/** Whether the file or its link is at fault, and this was the last attempt: that is a result, and no failure of ours. */
const isRefused = (error: unknown, attempt: number): boolean =>
  error instanceof UnreadableTable ||
  error instanceof ValidationError ||
  (error instanceof FetchError && (!error.isTemporary || attempt >= loadJob.attempts))

/** For people: our own words for what was wrong with the file, and nothing of the program's insides. */
function explained(error: unknown): string {
  if (error instanceof UnreadableTable || error instanceof FetchError) return error.message
  if (error instanceof ValidationError) return `The table can't be made: ${JSON.stringify(error.errors)}`
  return 'The load broke off because of a fault of the server. It is in the log.'
}

/** Where files lie while they are read, made when it is missing. */
async function temporaryFolder({ config }: Services): Promise<string> {
  const folder = join(config['ckanister.data'], 'tmp')
  await mkdir(folder, { recursive: true })
  return folder
}

/**
 * Reads a file into the table of a resource. The old table serves until the new one is complete, and stays when the
 * load fails.
 *
 * @throws UnreadableTable, FetchError, ValidationError
 */
export async function loadFile(
  services: Services,
  resourceId: string,
  path: string,
  watch: LoadWatch,
): Promise<TableReport> {
  const folder = await temporaryFolder(services)
  const overrides = await overridesOf(services, resourceId)
  return readTableFile(path, { folder, signal: watch.signal, overrides }, (table) =>
    replace(services, resourceId, table, watch),
  )
}

async function attempt(
  services: Services,
  resource: ResourceRow,
  load: TableLoadRow,
  request: LoadRequest,
  watch: LoadWatch,
): Promise<TableLoadRow> {
  const folder = await temporaryFolder(services)
  const path = join(folder, `load-${randomUUID()}`)
  try {
    const { hash } = await localFile(services, resource, path, watch)
    const table = await services.datastore.find(resource.id)
    if (!request.ignore_hash && hash === load.hash && table !== undefined && load.report !== null)
      return withLog(load, `Ignoring resource - the file hash hasn't changed: ${hash}.`)
    const report = await loadFile(services, resource.id, path, watch)
    return withLog(
      { ...load, hash, report: JSON.stringify(report) },
      `Successfully pushed ${report.rows} entries.`,
    )
  } finally {
    await rm(path, { force: true })
  }
}

/** What SQL and full text need of a new table is made before somebody asks; when that fails, it is made then. */
async function prepareQuestions({ config, datastore, sql }: Services, resourceId: string): Promise<void> {
  const table = config['ckan.datastore.sqlsearch.enabled'] ? await datastore.find(resourceId) : undefined
  if (table) await sql.prepare(table).catch(() => undefined)
  await datastore.prepareText(resourceId).catch(() => undefined)
}

/**
 * A load as a job: notes how far it is and how it ended. A file that is no table, or can't be had, is refused for good.
 *
 * @throws what failed otherwise, so that it is tried again
 */
export async function loadTable(
  services: Services,
  request: LoadRequest,
  watch: LoadWatch & { readonly attempt: number },
  jobId: string,
): Promise<unknown> {
  const { store } = services
  const resource = await store.resources.get(request.resource_id)
  if (resource?.state !== 'active') return { skipped: 'The resource is gone.' }
  const known = await store.tableLoads.get(resource.id)
  const load: TableLoadRow = {
    requested: now(),
    hash: null,
    report: null,
    logs: '[]',
    ...known,
    resource_id: resource.id,
    job_id: jobId,
    state: 'running',
    finished: null,
    url: resource.url,
    error: null,
  }
  await saveLoad(store, load)
  try {
    const done = await attempt(services, resource, load, request, watch)
    await addTableViews(services, resource.id)
    await saveLoad(store, { ...done, state: 'complete', finished: now() })
    await prepareQuestions(services, resource.id)
    return undefined
  } catch (error) {
    const message = explained(error)
    await saveLoad(store, {
      ...withLog(load, message, 'ERROR'),
      state: 'error',
      finished: now(),
      error: message,
    })
    if (!isRefused(error, watch.attempt)) throw error
    logLine('info', 'A file was not loaded as a table.', { resource: resource.id, reason: message })
    return { refused: message }
  }
}
