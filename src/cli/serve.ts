import { createServer } from 'node:http'
import { createApp, type App } from '../app.ts'
import { loadConfig } from '../config/load-config.ts'
import { siteAddress } from '../config/site-address.ts'
import type { FolderOptions } from './folder-options.ts'
import { listen } from './listen.ts'
import { optionSources } from './option-sources.ts'
import { print } from './print.ts'
import { stopOnSignal } from './stop-on-signal.ts'

export interface ServeOptions extends FolderOptions {
  readonly host?: string
  readonly port?: string
}

/** A connection on which nothing moves for so long is given up, milliseconds. Uploads may take any time while they move. */
const LONGEST_SILENCE = 5 * 60_000

/**
 * Serves a data folder until a signal comes.
 *
 * @param prepare work on the open catalogue before the first request is answered
 * @throws ConfigError, StoreError: one line that says what is in the way
 */
export async function serve(
  options: ServeOptions,
  prepare: (app: App) => Promise<void> = async () => undefined,
): Promise<void> {
  const flags = { 'ckanister.host': options.host, 'ckanister.port': options.port }
  const config = loadConfig({ ...optionSources(options, flags), warn: () => undefined })
  const server = createServer({ requestTimeout: 0 })
  server.setTimeout(LONGEST_SILENCE)
  const ready = Promise.withResolvers<App>()
  // Who asks while the catalogue is being opened waits.
  ready.promise.catch(() => undefined)
  server.on('request', (req, res) => {
    ready.promise.then(
      (app) => {
        app.listener(req, res)
      },
      () => res.destroy(),
    )
  })
  const port = await listen(server, config['ckanister.host'], config['ckanister.port'])
  try {
    const sources = optionSources(options, { ...flags, 'ckanister.port': String(port) })
    const app = await createApp({ ...sources, dataFolder: config['ckanister.data'], isServing: true })
    await prepare(app)
    ready.resolve(app)
    stopOnSignal(server, app.close)
    app.worker.start()
    // Else the first search would do what a load left to do.
    void app.tidySearch()
    print(`Serving ${siteAddress(app.services.config)} (data in ${config['ckanister.data']})`)
  } catch (error) {
    ready.reject(error)
    server.closeAllConnections()
    server.close()
    throw error
  }
}
