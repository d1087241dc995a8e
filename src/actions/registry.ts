import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../config/config.ts'
import type { Action } from '../kernel/action.ts'

let files: ReadonlyMap<string, string> | undefined
const loaded = new Map<string, Action>()

/** The folder is the registry: every file in a folder of nouns is the action of its name. */
function actionFiles(): ReadonlyMap<string, string> {
  if (files) return files
  const own = extname(import.meta.filename)
  const nouns = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  files = new Map(
    nouns.flatMap((noun) => {
      const folder = join(import.meta.dirname, noun.name)
      const names = readdirSync(folder).filter((file) => extname(file) === own && !file.endsWith('.d.ts'))
      return names.map((file): [string, string] => [file.slice(0, -own.length), join(folder, file)])
    }),
  )
  return files
}

/** Names of all actions, in alphabetical order. */
export const actionNames = (): readonly string[] => [...actionFiles().keys()].sort()

/** The noun (folder) of an action: where its schema lies. */
export function actionNoun(name: string): string | undefined {
  return actionFiles().get(name)?.split(/[\\/]/).at(-2)
}

/** Nouns whose actions belong to a plugin of CKAN's. */
const PLUGINS: Readonly<Record<string, string>> = {
  activity: 'activity',
  croissant: 'croissant',
  dcat: 'dcat',
  dcat_json: 'dcat_json_interface',
  scheming_dataset: 'scheming_datasets',
  scheming_group: 'scheming_groups',
  scheming_organization: 'scheming_organizations',
  harvest: 'harvest',
}

/** Whether a site answers an action: those of a plugin only while `ckan.plugins` names it, SQL while it is switched on. */
export function isOffered(config: Config, name: string): boolean {
  if (name === 'datastore_search_sql' && !config['ckan.datastore.sqlsearch.enabled']) return false
  // A loader of CKAN's is there while tables load by themselves, or `ckan.plugins` names it.
  const loader = /^(?:datapusher|xloader)(?=_)/.exec(name)?.[0]
  if (loader !== undefined && !config['ckanister.datastore.autoload'])
    return config['ckan.plugins'].includes(loader)
  const plugin = PLUGINS[actionNoun(name) ?? '']
  return plugin === undefined || config['ckan.plugins'].includes(plugin)
}

/** The action of this name; its file is read when it is first called, so that the start stays fast. */
export async function findAction(name: string): Promise<Action | undefined> {
  const known = loaded.get(name)
  if (known) return known
  const file = actionFiles().get(name)
  if (file === undefined) return undefined
  const module = (await import(pathToFileURL(file).href)) as {
    readonly default: Action | { readonly default: Action }
  }
  // Compiled to CommonJS, as tests are, a module's default lies one level deeper.
  const action = 'default' in module.default ? module.default.default : module.default
  loaded.set(name, action)
  return action
}
