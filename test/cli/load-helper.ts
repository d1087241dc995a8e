import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type App, createApp } from '../../src/app.ts'
import { loadCatalogue } from '../../src/cli/load/load-catalogue.ts'
import type { LoadOptions } from '../../src/loading/load-options.ts'
import type { LoadSummary, ReportLine } from '../../src/cli/load/load-summary.ts'

export interface TestCatalogue {
  readonly app: App
  readonly folder: string
  /** Writes a file of JSON lines and gives its path. */
  readonly lines: (name: string, records: readonly object[]) => string
  readonly load: (
    given: string | readonly string[],
    options?: LoadOptions,
  ) => Promise<LoadSummary & { readonly report: readonly ReportLine[] }>
}

const opened: { readonly app: App; readonly folder: string }[] = []

/** A new catalogue in a folder of its own; datasets need no organization unless the flags say so. */
export async function openCatalogue(flags: Readonly<Record<string, string>> = {}): Promise<TestCatalogue> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ckanister-load-'))
  const app = await createApp({
    dataFolder: path.join(folder, 'data'),
    env: {},
    flags: { 'ckan.auth.create_unowned_dataset': 'true', ...flags },
  })
  opened.push({ app, folder })
  return {
    app,
    folder,
    lines: (name, records) => {
      const file = path.join(folder, name)
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      return file
    },
    load: async (given, options) => {
      const report: ReportLine[] = []
      const paths = typeof given === 'string' ? [given] : given
      const summary = await loadCatalogue(app.services, paths, path.join(folder, 'data/tmp'), options, {
        onReport: (line) => report.push(line),
      })
      return { ...summary, report }
    },
  }
}

/** Closes what openCatalogue opened and removes the folders. */
export async function closeCatalogues(): Promise<void> {
  for (const { app, folder } of opened.splice(0)) {
    await app.close()
    rmSync(folder, { recursive: true })
  }
}
