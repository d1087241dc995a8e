import type { JsonObject, JsonValue } from '../../core/json.ts'
import { listCkanDatasets } from '../ckan/list-datasets.ts'
import { isObject, objectsOf, textOf, textsOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

/** Of resources: what is true of the other portal only. */
const FOREIGN = new Set([
  'package_id',
  'revision_id',
  'revision_timestamp',
  'resource_group_id',
  'datastore_active',
  'datastore_contains_all_records_of_source_file',
  'tracking_summary',
  'webstore_last_updated',
  'webstore_url',
  'state',
  'position',
])

const resource = (given: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(given).filter(([key]) => !FOREIGN.has(key)))

/** Extras of CKAN 1 are an object, or carry their values as JSON. */
function extras(value: JsonValue | undefined): readonly JsonObject[] {
  const list = isObject(value)
    ? Object.entries(value).map(([key, item]) => ({ key, value: item }))
    : objectsOf(value).map(({ key, value: item }) => ({ key: key ?? '', value: item ?? '' }))
  return list.filter(({ key }) => typeof key === 'string' && !key.startsWith('harvest_'))
}

const quoted = (name: string): string => `"${name.replaceAll('"', '')}"`

/** CKAN's filters of one kind: `organizations_filter_include: ["a", "b"]`. */
function filter(config: JsonObject, field: string, key: string): readonly string[] {
  const included = textsOf(config[`${key}_filter_include`])
  const excluded = textsOf(config[`${key}_filter_exclude`])
  return [
    ...(included.length > 0 ? [`(${included.map((name) => `${field}:${quoted(name)}`).join(' OR ')})`] : []),
    ...excluded.map((name) => `-${field}:${quoted(name)}`),
  ]
}

function record(dataset: JsonObject): HarvestRecord {
  const id = textOf(dataset.id)
  const { organization, groups, ...rest } = dataset
  return {
    guid: id === '' ? textOf(dataset.name) : id,
    modified: textOf(dataset.metadata_modified),
    dataset: {
      ...rest,
      organization: organization ?? null,
      groups: objectsOf(groups).map(({ id: groupId, name, title, description, image_url }) => ({
        id: groupId ?? null,
        name: name ?? null,
        title: title ?? null,
        description: description ?? null,
        image_url: image_url ?? null,
      })),
      tags: Array.isArray(dataset.tags)
        ? (dataset.tags as readonly JsonValue[]).map((tag) => ({
            name: isObject(tag) ? (tag.name ?? '') : tag,
          }))
        : [],
      extras: extras(dataset.extras),
      resources: objectsOf(dataset.resources).map(resource),
    },
  }
}

/** Sources of harvests and the like are datasets to CKAN, but not to people. */
const isData = ({ type }: JsonObject): boolean => type !== 'harvest' && type !== 'showcase'

/** CKAN, any version from 2.6. */
export const readCkan: ReadSource = async function* ({ url, config, web, checkpoint }) {
  const fq = [
    ...textsOf(config.fq),
    ...filter(config, 'organization', 'organizations'),
    ...filter(config, 'groups', 'groups'),
  ]
  const pages = listCkanDatasets({ url, web, fq, checkpoint, rows: Number(config.rows ?? 500) })
  for await (const { datasets, ...page } of pages) {
    yield { ...page, records: datasets.filter(isData).map(record) }
  }
  return 'complete'
}
