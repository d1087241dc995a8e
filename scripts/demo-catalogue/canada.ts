import type { JsonObject } from '../../src/core/json.ts'
import { publishers } from './publishers.ts'
import { readDatasets } from './read-part.ts'
import { commonFields, type DemoPart, extrasOf, objectsOf, tagsOf, textOf } from './shape.ts'
import { groupsFor } from './themes.ts'

const EXTRAS = [
  'title_fra',
  'notes_fra',
  'catalog_type',
  'data_series_name',
  'date_published',
  'date_modified',
  'geographic_region',
  'language',
  'maintenance_and_update_frequency',
  'presentation_form',
  'spatial',
  'spatial_representation_type',
  'time_period_coverage_start',
  'time_period_coverage_end',
]

const english = (bilingual: string): string => bilingual.split('  ', 1)[0] ?? bilingual
const bars = (bilingual: string): string => bilingual.replaceAll('  ', ' | ')

const organizationOf = (record: JsonObject): JsonObject => record.organization as JsonObject

/** Canada's records carry controlled vocabularies as tags ("English  Français"): they become groups, keywords tags. */
export async function canada(folder: string): Promise<DemoPart> {
  const records = (await readDatasets(folder, 'canada_registry_packages.jsonl.gz')).filter(
    (record) => record.state === 'active' && objectsOf(record.resources).length > 0,
  )
  const organizations = new Map(
    records.map(organizationOf).map((organization) => [
      textOf(organization.name),
      {
        id: textOf(organization.id).toLowerCase(),
        name: textOf(organization.name),
        title: textOf(organization.title),
        description: textOf(organization.description),
      },
    ]),
  )
  return {
    organizations: [...organizations.values()],
    datasets: records.map((record) => {
      const subjects = objectsOf(record.tags).map((tag) => english(textOf(tag.name)))
      const organization = organizationOf(record)
      return {
        ...commonFields(record),
        owner_org: textOf(organization.name),
        ...publishers(record, textOf(organization.title)),
        tags: tagsOf(textOf(record.keywords).split(',')),
        groups: groupsFor(subjects),
        extras: extrasOf(record, EXTRAS).map(({ key, value }) => ({ key, value: bars(value) })),
      }
    }),
  }
}
