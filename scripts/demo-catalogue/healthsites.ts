import type { JsonObject } from '../../src/core/json.ts'
import { readDatasets } from './read-part.ts'
import { commonFields, type DemoPart, extrasOf, objectsOf, tagsOf, textOf } from './shape.ts'
import { groupsFor } from './themes.ts'

const EXTRAS = ['caveats', 'data_update_frequency', 'dataset_date', 'dataset_source', 'methodology']
const LICENSES: Readonly<Record<string, string>> = { ODbL: 'odc-odbl' }

/** Health facilities of many countries, from the Humanitarian Data Exchange (HDX). */
export async function healthsites(folder: string): Promise<DemoPart> {
  const records = [
    ...(await readDatasets(folder, 'hdx_gibraltar_with_extras.json')),
    ...(await readDatasets(folder, 'hdx_healthsites.json')),
  ]
  const organization = records[0]?.organization as JsonObject
  const { id, name, title, description } = organization
  return {
    organizations: [
      { id: textOf(id), name: textOf(name), title: textOf(title), description: textOf(description) },
    ],
    datasets: records.map((record) => ({
      ...commonFields(record),
      license_id: LICENSES[textOf(record.license_id)] ?? textOf(record.license_id),
      owner_org: textOf(name),
      author: textOf(title),
      tags: tagsOf([
        ...objectsOf(record.tags).map((tag) => textOf(tag.name)),
        ...objectsOf(record.groups).map((group) => textOf(group.title)),
      ]),
      groups: groupsFor(['health facilities']),
      extras: extrasOf(record, EXTRAS),
    })),
  }
}
