import { isoMoment } from './date-term.ts'
import type { DatasetShown, ResourceShown } from './dataset-shown.ts'
import { listOf, textOf } from './read-value.ts'
import { datasetSource, resourceFields, type Site } from './source.ts'
import { isWebAddress } from './term.ts'

/** What stands before the datasets in a catalogue of DCAT-US 1.1 (resources.data.gov/resources/dcat-us). */
export const DATA_JSON_HEAD = {
  '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
  '@type': 'dcat:Catalog',
  conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
  describedBy: 'https://project-open-data.cio.gov/v1.1/schema/catalog.json',
} as const

type Members = Readonly<Record<string, unknown>>

/** Without members that have no value: the schema knows no empty ones. */
const filled = (members: Members): Members =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )

const webAddress = (text: string): string => (isWebAddress(text) ? text : '')

function distribution(resource: ResourceShown): Members {
  const fields = resourceFields(resource)
  const mimetype = textOf(fields, 'mimetype')
  const url = textOf(fields, 'download_url', 'url')
  // A file is downloaded; what has no media type may be a page or a service.
  const isFile = mimetype !== '' || textOf(fields, 'url_type') === 'upload'
  return filled({
    '@type': 'dcat:Distribution',
    title: textOf(fields, 'name'),
    description: textOf(fields, 'description'),
    downloadURL: isFile ? url : '',
    mediaType: isFile ? mimetype || 'application/octet-stream' : '',
    accessURL: isFile ? webAddress(textOf(fields, 'access_url')) : url,
    format: textOf(fields, 'format'),
    conformsTo: webAddress(textOf(fields, 'conforms_to')),
  })
}

const day = (text: string): string => isoMoment(text) ?? text

/** A dataset in DCAT-US 1.1 (Project Open Data), which data.gov and DKAN harvest. */
export function dataJson(site: Site, dataset: DatasetShown): Members {
  const { fields } = datasetSource(site, dataset)
  const title = textOf(fields, 'title') || dataset.name
  const organization = dataset.organization?.title || dataset.organization?.name || ''
  const publisher = textOf(fields, 'publisher_name') || organization || site.title
  const email = textOf(fields, 'contact_email', 'maintainer_email', 'author_email')
  const period = [textOf(fields, 'temporal_start'), textOf(fields, 'temporal_end')]
  const tags = dataset.tags.map(({ name }) => name)
  return filled({
    '@type': 'dcat:Dataset',
    identifier: textOf(fields, 'identifier', 'guid', 'id'),
    title,
    // The schema asks for a description and a keyword of everything.
    description: textOf(fields, 'notes') || title,
    keyword: tags.length > 0 ? tags : [publisher],
    issued: day(textOf(fields, 'issued', 'metadata_created')),
    modified: day(textOf(fields, 'modified', 'metadata_modified')),
    publisher: { '@type': 'org:Organization', name: publisher },
    contactPoint: filled({
      '@type': 'vcard:Contact',
      fn: textOf(fields, 'contact_name', 'maintainer', 'author') || publisher,
      hasEmail: email === '' ? '' : `mailto:${email.replace(/^mailto:/, '')}`,
    }),
    accessLevel: textOf(fields, 'accessLevel', 'access_level') || 'public',
    bureauCode: listOf(fields, 'bureauCode', 'bureau_code'),
    programCode: listOf(fields, 'programCode', 'program_code'),
    accrualPeriodicity: textOf(fields, 'accrualPeriodicity', 'frequency'),
    license: webAddress(textOf(fields, 'license_url')),
    rights: textOf(fields, 'access_rights'),
    spatial: textOf(fields, 'spatial_text', 'spatial'),
    temporal: period.includes('') ? '' : period.map(day).join('/'),
    language: listOf(fields, 'language'),
    landingPage: webAddress(textOf(fields, 'url')) || `${site.address}/dataset/${dataset.name}`,
    theme: dataset.groups.map((group) => group.title || group.name),
    references: listOf(fields, 'documentation').filter(isWebAddress),
    conformsTo: webAddress(textOf(fields, 'conforms_to')),
    distribution: dataset.resources.map(distribution),
  })
}
