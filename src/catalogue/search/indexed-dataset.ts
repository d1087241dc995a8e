import type { JsonObject, JsonValue } from '../../core/json.ts'
import { toJson } from '../../core/json.ts'
import type { Scheming } from '../../scheming/scheming.ts'
import type { PackageRow } from '../../store/rows.ts'

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')

/**
 * A shown dataset as it goes into the search index: fields that the site declared are indexed as the extras that they
 * are kept as (CKAN), lists of objects as their JSON (ckanext-scheming's `scheming_nerf_index`). Lists of texts are
 * found by each of them, too, under `vocab_<field>`: facets over choices need it.
 */
export function indexedDataset(scheming: Scheming, row: PackageRow, shown: JsonObject): JsonObject {
  const scheme = scheming.datasets.get(row.type)
  if (!scheme) return shown
  const { fields } = scheming.shapes.dataset(row.type, row.extras)
  const composite = new Set(
    scheme.fields.filter((field) => field.repeating_subfields).map((field) => field.field_name),
  )
  const rest = Object.entries(shown).filter(([key]) => !Object.hasOwn(fields, key))
  const texts = row.extras.filter(({ key }) => composite.has(key))
  const lists = Object.entries(fields).filter(([, value]) => isListOfTexts(value))
  return {
    ...Object.fromEntries(
      lists.map(([key, value]): [string, JsonValue] => [`vocab_${key}`, value as JsonValue]),
    ),
    ...Object.fromEntries(rest),
    ...Object.fromEntries(texts.map(({ key, value }) => [key, value])),
    extras: row.extras.filter(({ key }) => !composite.has(key)).map(({ key, value }) => ({ key, value })),
    // CKAN finds resources by the JSON in which their fields are kept.
    resources: resourcesAsTexts(shown),
  }
}

const resourcesAsTexts = ({ resources }: JsonObject): JsonValue =>
  (Array.isArray(resources) ? (resources as readonly JsonObject[]) : []).map((resource) =>
    Object.fromEntries(
      Object.entries(resource).map(([key, value]) => [
        key,
        typeof value === 'object' && value !== null ? toJson(value) : value,
      ]),
    ),
  )
