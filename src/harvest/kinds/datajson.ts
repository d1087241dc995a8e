import type { JsonObject, JsonValue } from '../../core/json.ts'
import { HarvestError } from '../harvest-error.ts'
import { jsonOf } from '../polite-client.ts'
import { extrasOf, isObject, objectsOf, tagsOf, textOf, textsOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

/** Datasets between two looks at the database. */
const TOGETHER = 500

const named = (value: JsonValue | undefined): string => (isObject(value) ? textOf(value.name) : textOf(value))

/** A text, or what JSON says of anything else. */
const told = (value: JsonValue | undefined): string =>
  isObject(value) ? JSON.stringify(value) : textsOf(value).join(', ')

function resource(given: JsonObject): JsonObject {
  const url = textOf(given.downloadURL) || textOf(given.accessURL)
  return {
    url,
    name: textOf(given.title) || (url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''),
    description: textOf(given.description),
    format: textOf(given.format) || (textOf(given.mediaType).split('/').at(-1) ?? ''),
    mimetype: textOf(given.mediaType) || null,
    ...(textOf(given.conformsTo) === '' ? {} : { conforms_to: textOf(given.conformsTo) }),
  }
}

function record(given: JsonObject): HarvestRecord {
  const title = textOf(given.title)
  const guid = textOf(given.identifier) || textOf(given.landingPage) || title
  if (title === '') return { guid: guid === '' ? 'unnamed' : guid, refusal: 'It has no title.' }
  const contact = isObject(given.contactPoint) ? given.contactPoint : {}
  const distributions = objectsOf(given.distribution)
  // Catalogues of version 1.0 name one file beside the dataset itself.
  const files =
    distributions.length === 0 && (textOf(given.accessURL) || textOf(given.downloadURL)) !== ''
      ? [given]
      : distributions
  const resources = files.map(resource).filter(({ url }) => url !== '')
  return {
    guid,
    modified: textOf(given.modified),
    dataset: {
      title,
      notes: textOf(given.description),
      url: textOf(given.landingPage),
      maintainer: textOf(contact.fn) || textOf(given.contactPoint),
      maintainer_email: (textOf(contact.hasEmail) || textOf(given.mbox)).replace(/^mailto:/i, ''),
      license_url: textOf(given.license),
      tags: tagsOf(textsOf(given.keyword).flatMap((word) => word.split(','))),
      resources,
      extras: extrasOf({
        identifier: guid,
        publisher_name: named(given.publisher),
        issued: textOf(given.issued),
        modified: textOf(given.modified),
        frequency: textOf(given.accrualPeriodicity),
        temporal: told(given.temporal),
        spatial_text: told(given.spatial),
        theme: textsOf(given.theme).join(', '),
        language: textsOf(given.language).join(', '),
        documentation: textsOf(given.references).join(', '),
        data_dictionary: textOf(given.describedBy),
        access_level: textOf(given.accessLevel),
        access_rights: textOf(given.rights),
        bureau_code: textsOf(given.bureauCode).join(', '),
        program_code: textsOf(given.programCode).join(', '),
        conforms_to: textOf(given.conformsTo),
        is_part_of: textOf(given.isPartOf),
      }),
    },
  }
}

/** What its publisher keeps for itself is listed all the same. */
const isOpen = ({ accessLevel }: JsonObject): boolean => textOf(accessLevel) !== 'non-public'

/** A data.json: DCAT-US 1.1 (Project Open Data), or its version 1.0, which is a bare list. */
export const readDataJson: ReadSource = async function* ({ url, web }) {
  const address = new URL(url)
  if (address.pathname === '/') address.pathname = '/data.json'
  const answer = await web.getChanged(address.href, { accept: 'application/json' })
  if (!answer) return 'unchanged'
  const catalogue = jsonOf(answer)
  const listed = isObject(catalogue) ? catalogue.dataset : catalogue
  if (!Array.isArray(listed))
    throw new HarvestError(`${answer.url} is no data.json: it has no list of datasets.`)
  const datasets = objectsOf(listed).filter(isOpen)
  for (let at = 0; at < datasets.length; at += TOGETHER) {
    const records = datasets.slice(at, at + TOGETHER).map(record)
    yield { records, checkpoint: null, total: datasets.length }
  }
  return 'complete'
}
