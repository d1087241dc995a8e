import { join } from 'node:path'
import type { Config } from './config.ts'
import { readOptions, type OptionSources } from './read-options.ts'

/** The address that people use when none is configured: the one listened on. */
function listeningAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}${port === 80 ? '' : `:${String(port)}`}`
}

/**
 * The configuration: defaults < file < environment < flags. Without `file`, `ckan.ini` in the data folder is read.
 *
 * @throws ConfigError for a value that an option can't have
 */
export function loadConfig(sources: OptionSources): Config {
  const data =
    sources.flags?.['ckanister.data'] ?? sources.env?.CKANISTER__DATA ?? defaultDataFolder(sources.file)
  const file = sources.file ?? join(data, 'ckan.ini')
  const options = readOptions({ ...sources, file })
  const config = Object.fromEntries(
    [...options].map(([name, { value }]) => [name, value]),
  ) as unknown as Config
  const site = config['ckan.site_url'].replace(/\/+$/, '')
  return Object.freeze({
    ...config,
    'ckan.site_url':
      site === '' ? listeningAddress(config['ckanister.host'], config['ckanister.port']) : site,
  })
}

/** A file given by name may say where the data lies. */
function defaultDataFolder(file: string | undefined): string {
  if (file === undefined) return './data'
  const data = readOptions({ file }).get('ckanister.data')?.value
  return typeof data === 'string' ? data : './data'
}
