import type { JsonObject } from '../../src/core/json.ts'
import { publishers } from './publishers.ts'
import { readDatasets } from './read-part.ts'
import { commonFields, type DemoPart, nameOf, objectsOf, tagsOf, textOf } from './shape.ts'
import { groupsFor } from './themes.ts'

const organizationOf = (record: JsonObject) => record.organization as JsonObject

export async function bonn(folder: string): Promise<DemoPart> {
  const records = await readDatasets(folder, 'de_bonn_catalog.json')
  const organizations = new Map(
    records.map(organizationOf).map((organization) => [
      textOf(organization.name),
      {
        id: textOf(organization.id),
        name: nameOf(textOf(organization.name)),
        title: textOf(organization.title),
        description: textOf(organization.description)
          .replace(/<[^>]+>/g, '')
          .replace(/\s*\n\s*/g, '\n')
          .trim(),
      },
    ]),
  )
  return {
    organizations: [...organizations.values()],
    datasets: records.map((record) => {
      const organization = organizationOf(record)
      const subjects = objectsOf(record.tags).map((tag) => textOf(tag.name))
      return {
        ...commonFields(record),
        name: nameOf(textOf(record.name)),
        owner_org: nameOf(textOf(organization.name)),
        notes: textOf(record.notes).replace(/freundlicherweise von .{3,40} zur/, 'freundlicherweise zur'),
        ...publishers(record, textOf(organization.title)),
        tags: tagsOf(subjects.flatMap((subject) => subject.split(/, | und /))),
        groups: groupsFor(subjects),
        extras: [],
      }
    }),
  }
}
