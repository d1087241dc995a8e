import { configSchema } from '../config/option-schema.ts'
import { loadConfig } from '../config/load-config.ts'
import { readOptions } from '../config/read-options.ts'
import type { FolderOptions } from './folder-options.ts'
import { optionSources } from './option-sources.ts'
import { print } from './print.ts'
import { join } from 'node:path'

const text = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : String(value))

/** Prints every option with its value and where it comes from; secrets are not shown. */
export function configList(options: FolderOptions): void {
  const sources = optionSources(options)
  const config = loadConfig({ ...sources, warn: () => undefined })
  const file = options.config ?? join(config['ckanister.data'], 'ckan.ini')
  const { properties } = configSchema()
  for (const [name, { value, from }] of readOptions({ ...sources, file })) {
    const shown = properties[name]?.secret && value !== '' ? '(secret)' : text(value)
    print(`${name} = ${shown}${from === 'default' ? '' : `    # from ${from}`}`)
  }
}
