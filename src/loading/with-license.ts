import type { JsonObject, JsonValue } from '../core/json.ts'
import type { License } from '../store/licenses.ts'

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** An address without what differs between its spellings. */
const bare = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/(deed(\.[a-z]+)?|legalcode)?$/, '')

/** Addresses under which the world knows licences of CKAN's own register. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/creativecommons\.org\/licenses\/by\/|cc-?by(-\d\.\d)?$/i, 'cc-by'],
  [/creativecommons\.org\/licenses\/by-sa\/|cc-?by-?sa(-\d\.\d)?$/i, 'cc-by-sa'],
  [/creativecommons\.org\/licenses\/by-nc\//i, 'cc-nc'],
  [/creativecommons\.org\/publicdomain\/zero\/|cc-?(0|zero)(-\d\.\d)?$/i, 'cc-zero'],
  [/opendatacommons\.org\/licenses\/odbl/i, 'odc-odbl'],
  [/opendatacommons\.org\/licenses\/pddl/i, 'odc-pddl'],
  [/opendatacommons\.org\/licenses\/by/i, 'odc-by'],
]

/** The licence of the register that a record names by its address or title; the record keeps an address as an extra. */
export function withLicense(record: JsonObject, licenses: readonly License[]): JsonObject {
  const { license_url: url, license_title: title, ...rest } = record
  const [address, name] = [textOf(url), textOf(title)]
  if (textOf(rest.license_id) !== '' || (address === '' && name === '')) return rest
  const known = KNOWN.find(([pattern]) => pattern.test(address || name))?.[1]
  const found = licenses.find(
    (license) =>
      license.id === known ||
      (address !== '' && bare(license.url) === bare(address)) ||
      [license.id, license.title].some((text) => text.toLowerCase() === (name || address).toLowerCase()),
  )
  if (found) return { ...rest, license_id: found.id }
  const extras = Array.isArray(rest.extras) ? (rest.extras as readonly JsonValue[]) : []
  return { ...rest, extras: [...extras, { key: 'license', value: address || name }] }
}
