import type { Config } from '../config/config.ts'
import type { Scheming } from './scheming.ts'
import { createShapes } from './shapes.ts'

const nothing = { datasets: new Map(), organizations: new Map(), groups: new Map() }

/**
 * What a site declares; where the plugins are off, nothing is read for it.
 *
 * @throws ConfigError for a file that can't be read or used
 */
export async function siteScheming(config: Config): Promise<Scheming> {
  if (!config['ckan.plugins'].some((plugin) => plugin.startsWith('scheming_'))) {
    return { ...nothing, refusesOtherDatasets: false, shapes: createShapes(nothing) }
  }
  return (await import('./load-scheming.ts')).loadScheming(config)
}
