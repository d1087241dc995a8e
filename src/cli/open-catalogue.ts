import { createApp, type App } from '../app.ts'
import { loadConfig } from '../config/load-config.ts'
import { giveWay } from '../core/give-way.ts'
import type { FolderOptions } from './folder-options.ts'
import { optionSources } from './option-sources.ts'

/**
 * Opens the catalogue of a data folder for one command; close it at the end. The command gives way to a site that is
 * served from the same folder.
 */
export async function openCatalogue(options: FolderOptions): Promise<App> {
  giveWay()
  const sources = optionSources(options)
  const dataFolder = loadConfig({ ...sources, warn: () => undefined })['ckanister.data']
  return createApp({ ...sources, dataFolder })
}

/** Does some work on the catalogue of a data folder. */
export async function withCatalogue<T>(options: FolderOptions, work: (app: App) => Promise<T>): Promise<T> {
  const app = await openCatalogue(options)
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}
