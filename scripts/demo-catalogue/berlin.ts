import type { JsonObject } from '../../src/core/json.ts'
import { publishers } from './publishers.ts'
import { readDatasets } from './read-part.ts'
import { commonFields, type DemoPart, nameOf, objectsOf, stableId, tagsOf, textOf } from './shape.ts'
import { groupsFor } from './themes.ts'

const EXTRAS = new Set([
  'date_released',
  'date_updated',
  'geographical_coverage',
  'geographical_granularity',
  'temporal_granularity',
])
/** 485 of the records are tables of one health report; these are enough of them. */
const HEALTH_TABLES = 60

const DISTRICTS = [
  'Lichtenberg',
  'Marzahn-Hellersdorf',
  'Friedrichshain-Kreuzberg',
  'Charlottenburg-Wilmersdorf',
]

/** The organization behind an author: departments of a district belong to the district. */
function organizationTitle(record: JsonObject): string {
  const author = textOf(record.author)
  const district = [...DISTRICTS, 'Treptow-Köpenick', 'Tempelhof-Schöneberg'].find((name) =>
    author.includes(name),
  )
  if (district !== undefined) return `Bezirksamt ${district}`
  return author.startsWith('www.statistik') ? 'Amt für Statistik Berlin-Brandenburg' : author
}

const isHealthTable = (record: JsonObject): boolean =>
  objectsOf(record.tags).some(({ name }) => name === 'gsi')

export async function berlin(folder: string): Promise<DemoPart> {
  const all = await readDatasets(folder, 'de_berlin_catalog.json.gz')
  const healthTables = new Set(all.filter(isHealthTable).slice(HEALTH_TABLES))
  const records = all.filter((record) => !healthTables.has(record) && objectsOf(record.resources).length > 0)
  const titles = [...new Set(records.map(organizationTitle))].sort()
  return {
    organizations: titles.map((title) => ({
      id: stableId(`berlin ${title}`),
      name: nameOf(title),
      title,
      description: '',
    })),
    datasets: records.map((record) => {
      const title = organizationTitle(record)
      const extras = objectsOf(record.extras).filter(
        ({ key, value }) => EXTRAS.has(textOf(key)) && value !== '',
      )
      return {
        ...commonFields(record),
        owner_org: nameOf(title),
        ...publishers(record, title),
        tags: tagsOf(objectsOf(record.tags).map((tag) => textOf(tag.name))),
        groups: groupsFor(objectsOf(record.groups).map((group) => textOf(group.name))),
        extras,
      }
    }),
  }
}
