import type { JsonObject, JsonValue } from '../../core/json.ts'
import { fieldType } from '../field-types.ts'
import { dateText } from './date-text.ts'
import { indexId, type SolrFields } from './solr-fields.ts'

/** Every field of a document that Solr keeps, as `fl=*` shows it. */
export function storedFields(
  fields: SolrFields,
  dataset: JsonObject,
  nameOf: (id: string) => string,
): JsonObject {
  const stored: Record<string, JsonValue> = {}
  for (const [name, values] of fields) {
    const { kind, multiple, stored: isStored } = fieldType(name)
    if (!isStored) continue
    const shown = name === 'organization' || name === 'groups' ? values.map(nameOf) : values
    if (multiple) stored[name] = shown
    else stored[name] = kind === 'date' ? dateText(Date.parse(shown[0] ?? '')) : (shown[0] ?? '')
  }
  for (const name of ['title', 'name']) {
    const value = stored[name]
    if (value !== undefined) stored[`${name}_ngram`] = value
  }
  const id = fields.get('id')?.[0] ?? ''
  const text = JSON.stringify(dataset)
  return {
    ...stored,
    _version_: Date.parse(fields.get('indexed_ts')?.[0] ?? ''),
    index_id: indexId(id, fields.get('site_id')?.[0] ?? ''),
    data_dict: text,
    validated_data_dict: text,
  }
}
