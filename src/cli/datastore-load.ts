import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { App } from '../app.ts'
import { loadFile } from '../catalogue/datastore/load-table.ts'
import { NotFound } from '../core/errors.ts'
import { fetchFile } from '../fetch/fetch-file.ts'
import { fetchPolicy } from '../fetch/fetch-policy.ts'
import type { FolderOptions } from './folder-options.ts'
import { progressBar } from './load/progress-bar.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

export interface DatastoreLoadOptions extends FolderOptions {
  readonly resource: string
  readonly report?: boolean
}

/** Parts of the bar. */
const WHOLE = 1000

async function load(app: App, from: string, options: DatastoreLoadOptions): Promise<void> {
  const { services } = app
  const resource = await services.store.resources.get(options.resource)
  if (resource?.state !== 'active') throw new NotFound(`Resource ${options.resource}`)
  const bar = progressBar(process.stderr)
  const isLink = /^https?:\/\//i.test(from)
  const path = isLink ? join(app.uploadFolder, `load-${randomUUID()}`) : resolve(from)
  let shown = 0
  let rows = 0
  try {
    if (isLink) await fetchFile(from, path, fetchPolicy(services.config))
    bar.start(WHOLE)
    const report = await loadFile(services, resource.id, path, {
      signal: new AbortController().signal,
      log: (line) => {
        bar.line(line)
      },
      progress: (part) => {
        bar.bytes(Math.round(part * WHOLE) - shown)
        shown = Math.round(part * WHOLE)
      },
      rows: (count) => {
        for (; rows < count; rows++) bar.record()
      },
    })
    bar.end()
    for (const line of report.decisions) print(line)
    print(`${report.rows} rows, ${report.columns.length} columns (${report.format}).`)
    if (options.report) print(JSON.stringify(report, null, 2))
  } finally {
    bar.end()
    if (isLink) await rm(path, { force: true })
  }
}

/** `datastore load`: what the job of an upload does, at once and with a bar. @throws NotFound, UnreadableTable, FetchError */
export async function datastoreLoad(from: string, options: DatastoreLoadOptions): Promise<void> {
  await withCatalogue(options, (app) => load(app, from, options))
}
