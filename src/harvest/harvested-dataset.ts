import type { JsonObject, JsonValue } from '../core/json.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import { isObject, itemsOf, objectsOf, textOf, textsOf } from './record-values.ts'

/** What a source does not decide: who owns a dataset here, who sees it, and what this catalogue says by itself. */
const OURS = new Set(
  `owner_org organization groups private state creator_user_id plugin_data metadata_created metadata_modified isopen
  num_resources num_tags relationships relationships_as_object relationships_as_subject
  revision_id revision_timestamp revision_message tracking_summary ratings_average ratings_count notes_rendered ckan_url
  download_url tag_string upload`.split(/\s+/),
)

const valueText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)

/** `{harvest_source_title}` and the like in the values of `default_extras`. */
const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

function withDefaults(
  extras: readonly JsonObject[],
  config: JsonObject,
  values: Readonly<Record<string, string>>,
): readonly JsonObject[] {
  const defaults = isObject(config.default_extras) ? Object.entries(config.default_extras) : []
  const overrides = config.override_extras === true
  const named = new Set(defaults.map(([key]) => key))
  const kept = overrides ? extras.filter(({ key }) => !named.has(textOf(key))) : extras
  const keys = new Set(kept.map(({ key }) => key))
  const added = defaults
    .filter(([key]) => !keys.has(key))
    .map(([key, value]) => ({ key, value: filled(valueText(value), values) }))
  return [...kept, ...added]
}

function groupsOf(dataset: JsonObject, config: JsonObject): readonly JsonObject[] {
  const remote = textOf(config.remote_groups) === '' ? [] : objectsOf(dataset.groups)
  return [...remote, ...textsOf(config.default_groups).map((name) => ({ name }))]
}

function tagsOf(dataset: JsonObject, config: JsonObject): readonly JsonObject[] {
  const tags = objectsOf(dataset.tags).map(({ name }) => textOf(name))
  const defaults = itemsOf(config.default_tags).map((tag) => textOf(isObject(tag) ? tag.name : tag))
  return [...new Set([...tags, ...defaults])].filter((name) => name !== '').map((name) => ({ name }))
}

/**
 * What of a record becomes a dataset here: owned by the source's organization, public, and marked with where it comes
 * from as CKAN's harvester marks it (`harvest_object_id`, `harvest_source_id`, `harvest_source_title`).
 */
export function harvestedDataset(
  source: HarvestSourceRow,
  config: JsonObject,
  objectId: string,
  given: JsonObject,
): JsonObject {
  const kept = Object.fromEntries(Object.entries(given).filter(([key]) => !OURS.has(key)))
  const provenance = {
    harvest_object_id: objectId,
    harvest_source_id: source.id,
    harvest_source_title: source.title,
  }
  const values = { ...provenance, harvest_source_url: source.url, dataset_id: textOf(given.id) }
  const own = objectsOf(given.extras)
    .filter(({ key }) => typeof key === 'string' && !Object.hasOwn(provenance, key))
    .map(({ key, value }) => ({ key: key ?? '', value: valueText(value) }))
  const extras = [
    ...withDefaults(own, config, values),
    ...Object.entries(provenance).map(([key, value]) => ({ key, value })),
  ]
  const remoteOwner = textOf(config.remote_orgs) === '' ? undefined : given.organization
  return {
    ...kept,
    private: false,
    tags: tagsOf(given, config),
    groups: groupsOf(given, config),
    extras,
    ...(isObject(remoteOwner) ? { organization: remoteOwner } : { owner_org: source.owner_org }),
  }
}
