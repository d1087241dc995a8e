import type { Element } from '@xmldom/xmldom'
import type { JsonObject } from '../../core/json.ts'
import { extrasOf, tagsOf } from '../record-values.ts'
import type { HarvestRecord } from '../source-kind.ts'
import { allTexts, findAll, firstText, textIn } from './xml-reader.ts'

/** A date of the kind that a code list names: creation, publication, revision. */
function dateOf(identification: Element | undefined, kind: string): string {
  const dates = identification ? findAll(identification, 'CI_Date') : []
  const date = dates.find(
    (item) => findAll(item, 'CI_DateTypeCode')[0]?.getAttribute('codeListValue') === kind,
  )
  return firstText(date, 'DateTime') || firstText(date, 'Date')
}

/** The box around a place as GeoJSON. */
function boxOf(metadata: Element): string {
  const sides = ['west', 'south', 'east', 'north'].map((side) => {
    const name = side === 'west' || side === 'east' ? `${side}BoundLongitude` : `${side}BoundLatitude`
    const text = firstText(metadata, name)
    return text === '' ? Number.NaN : Number(text)
  })
  if (sides.some(Number.isNaN)) return ''
  const [west = 0, south = 0, east = 0, north = 0] = sides
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] })
}

function formatOf(url: string, protocol: string): string {
  const service = /\b(WMS|WFS|WCS|WMTS|CSW)\b/i.exec(`${protocol} ${url}`)?.[1]
  if (service !== undefined) return service.toUpperCase()
  const ending = /\.([a-z0-9]{2,7})(?:[?#]|$)/i.exec(url.replace(/^https?:\/\/[^/]+/, ''))?.[1]
  return ending?.toUpperCase() ?? ''
}

function resource(online: Element): JsonObject | undefined {
  const url = firstText(online, 'URL')
  if (url === '') return undefined
  const protocol = firstText(online, 'protocol')
  return {
    url,
    name: firstText(online, 'name') || (url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''),
    description: firstText(online, 'description'),
    format: formatOf(url, protocol),
    ...(protocol === '' ? {} : { protocol }),
  }
}

/** A record of ISO 19139 (gmd:MD_Metadata) in CKAN's words. */
export function isoDataset(metadata: Element): HarvestRecord {
  const guid = textIn(findAll(metadata, 'fileIdentifier')[0])
  const identification = findAll(metadata, 'identificationInfo')[0]
  const title = firstText(identification, 'citation/CI_Citation/title')
  if (guid === '') return { guid: title === '' ? 'unnamed' : title, refusal: 'It has no fileIdentifier.' }
  if (title === '') return { guid, refusal: 'It has no title.' }
  const responsible = identification ? findAll(identification, 'CI_ResponsibleParty')[0] : undefined
  const contact = responsible ?? findAll(metadata, 'CI_ResponsibleParty')[0]
  const organization = firstText(contact, 'organisationName')
  const modified = firstText(metadata, 'dateStamp/DateTime') || firstText(metadata, 'dateStamp/Date')
  const limits = allTexts(metadata, 'useLimitation')
  const constraints = allTexts(metadata, 'otherConstraints')
  const level = findAll(metadata, 'hierarchyLevel/MD_ScopeCode')[0]?.getAttribute('codeListValue')
  return {
    guid,
    modified,
    dataset: {
      title,
      notes: firstText(identification, 'abstract'),
      maintainer: firstText(contact, 'individualName') || organization,
      maintainer_email: firstText(contact, 'electronicMailAddress'),
      tags: tagsOf(allTexts(identification, 'keyword')),
      license_url: constraints.find((text) => /^https?:\/\//.test(text)) ?? '',
      resources: findAll(metadata, 'CI_OnlineResource').flatMap((online) =>
        // A link of whoever is responsible leads to no data.
        online.parentNode?.localName === 'onlineResource' ? [] : (resource(online) ?? []),
      ),
      extras: extrasOf({
        identifier: guid,
        publisher_name: organization,
        issued: dateOf(identification, 'publication') || dateOf(identification, 'creation'),
        modified: dateOf(identification, 'revision') || modified,
        metadata_date: modified,
        theme: allTexts(identification, 'MD_TopicCategoryCode').join(', '),
        language: firstText(identification, 'language'),
        spatial: boxOf(metadata),
        temporal_start: firstText(identification, 'beginPosition'),
        temporal_end: firstText(identification, 'endPosition'),
        use_limitation: limits.join('; '),
        access_constraints: constraints.join('; '),
        resource_type: level ?? '',
      }),
    },
  }
}
