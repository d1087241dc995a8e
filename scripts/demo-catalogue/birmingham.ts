import type { JsonObject } from '../../src/core/json.ts'
import { publishers } from './publishers.ts'
import { readDatasets } from './read-part.ts'
import { commonFields, type DemoPart, objectsOf, tagsOf, textOf } from './shape.ts'
import { groupsFor } from './themes.ts'

export async function birmingham(folder: string): Promise<DemoPart> {
  const records = await readDatasets(folder, 'birmingham_package_search.json')
  const organization = records[0]?.organization as JsonObject
  const title = textOf(organization.title)
  return {
    organizations: [{ id: textOf(organization.id), name: textOf(organization.name), title, description: '' }],
    datasets: records.map((record) => ({
      ...commonFields(record),
      owner_org: textOf(organization.name),
      ...publishers(record, title),
      tags: tagsOf(objectsOf(record.tags).map((tag) => textOf(tag.name))),
      groups: groupsFor(['council-business']),
      extras: [],
    })),
  }
}
