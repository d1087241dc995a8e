import { resolve, sep } from 'node:path'
import { requireSourceCreatable } from '../../auth/harvest.ts'
import { type ErrorDict, ValidationError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import { now } from '../../core/time.ts'
import { FREQUENCIES, nextRun } from '../../harvest/frequency.ts'
import { queueHarvest } from '../../harvest/harvest-job.ts'
import { SOURCE_KINDS } from '../../harvest/kinds.ts'
import { isObject } from '../../harvest/record-values.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'

const NAME = /^[a-z0-9_-]{2,100}$/
/** Settings that put datasets where their source's owner may have no say. */
const FOR_SYSADMINS = ['remote_orgs', 'remote_groups', 'default_groups']

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** The id of the organization that parameters name; null: none. @throws ValidationError for one that is not there */
export async function harvestOwner({ store }: Context, { owner_org: owner }: Params): Promise<string | null> {
  if (owner === undefined || owner === null || owner === '') return null
  const row = typeof owner === 'string' ? await store.groups.find(owner) : undefined
  if (!row?.is_organization || row.state !== 'active')
    throw new ValidationError({ owner_org: ['Organization does not exist'] })
  return row.id
}

function checkedConfig(context: Context, value: unknown, errors: ErrorDict): string {
  if (value === undefined || value === null || value === '') return ''
  let config: JsonValue
  try {
    config = typeof value === 'string' ? (JSON.parse(value) as JsonValue) : (value as JsonObject)
  } catch (error) {
    errors.config = [`Error parsing the configuration options: ${(error as Error).message}`]
    return ''
  }
  if (!isObject(config)) {
    errors.config = ['Error parsing the configuration options: it must be an object']
    return ''
  }
  const refused = FOR_SYSADMINS.find((key) => Object.hasOwn(config, key))
  if (refused !== undefined && !isSysadmin(context))
    errors.config = [
      `Only sysadmins can set ${refused}: it puts datasets into organizations or groups of others`,
    ]
  return JSON.stringify(config)
}

function checkAddress(context: Context, url: string, type: string, errors: ErrorDict): void {
  const kind = SOURCE_KINDS[type]
  if (url === '') {
    errors.url = ['Missing value']
    return
  }
  if (kind?.isLocal !== true) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) errors.url = ['Please provide a valid URL']
    return
  }
  const folders = context.config['ckanister.harvest.folders'].map((folder) => resolve(folder))
  const isInside = folders.some((folder) => resolve(url) === folder || resolve(url).startsWith(folder + sep))
  if (!isSysadmin(context) || !(isInside || context.operator === true))
    errors.url = ['Only sysadmins can harvest folders, and only those in ckanister.harvest.folders']
}

/**
 * Checks parameters and saves them as a source; its next run is planned anew.
 *
 * @param stored what is changed; undefined: a new source
 * @throws ValidationError, NotAuthorized
 */
export async function saveHarvestSource(
  context: Context,
  params: Params,
  stored: HarvestSourceRow | undefined,
): Promise<HarvestSourceRow> {
  const { store, jobs, user } = context
  const errors: ErrorDict = {}
  const owner = await harvestOwner(context, params)
  if (stored?.owner_org !== owner) await requireSourceCreatable(context, owner)
  const name = text(params.name)
  const url = text(params.url)
  const type = text(params.source_type)
  const frequency = text(params.frequency) || 'MANUAL'
  if (name === '') errors.name = ['Missing value']
  else if (!NAME.test(name))
    errors.name = ['Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_']
  const named = await store.harvestSources.find(name)
  const isTaken = named !== undefined && named.id !== stored?.id
  if (isTaken) errors.name = ['That URL is already in use.']
  if (type === '') errors.source_type = ['Missing value']
  else if (!Object.hasOwn(SOURCE_KINDS, type))
    errors.source_type = [
      `Unknown harvester type: ${type}. Registered types: ${Object.keys(SOURCE_KINDS).join(', ')}`,
    ]
  if (!FREQUENCIES.includes(frequency)) errors.frequency = [`Frequency ${frequency} not recognised`]
  checkAddress(context, url, type, errors)
  const config = checkedConfig(context, params.config, errors)
  const isPlaced = owner !== null || config.includes('"remote_orgs"')
  if (!isPlaced && !context.config['ckan.auth.create_unowned_dataset'])
    errors.owner_org = ['An organization must be provided']
  const twins = await store.harvestSources.withUrl(url, stored?.id ?? '')
  const twin = twins.find((other) => other.config === config)
  if (twin && !('url' in errors))
    errors.url = [`There already is a Harvest Source for this URL & config: ${twin.name}`]
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  const moment = now()
  const title = text(params.title) || name
  // Otherwise what is as before at the source becomes something else here.
  const isSame =
    stored?.url === url &&
    stored.config === config &&
    stored.source_type === type &&
    stored.title === title &&
    stored.owner_org === owner
  const row: HarvestSourceRow = {
    id: stored?.id ?? newId(),
    name,
    url,
    title,
    notes: text(params.notes),
    source_type: type,
    frequency,
    config,
    owner_org: owner,
    creator_user_id: stored?.creator_user_id ?? user?.id ?? null,
    state: 'active',
    metadata_created: stored?.metadata_created ?? moment,
    metadata_modified: moment,
    next_run: nextRun(frequency, 0) === null ? null : Date.now(),
    validators: isSame ? stored.validators : null,
  }
  await store.harvestSources.save(row)
  if (row.next_run !== null) await queueHarvest(jobs, store, row, row.next_run)
  return row
}
