/**
 * Datasets without end for the search benchmark: words, tags, organisations and formats are as unevenly frequent as in
 * real catalogues (Zipf's law). The nth dataset is the same in every run.
 */
import type { JsonObject } from '../../src/core/json.ts'

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi wo za ker lan mor tis ven'.split(' ')
const VOCABULARY = 60_000
const TAGS = 20_000
const ORGANIZATIONS = 2000
const FORMATS =
  'CSV PDF JSON XLSX GeoJSON WMS ZIP XML HTML SHP KML ODS TXT WFS GPKG RDF API PNG DOCX PPTX'.split(' ')
const LICENSES =
  'cc-by cc-zero odc-odbl uk-ogl notspecified cc-by-sa odc-pddl other-open other-pd gfdl'.split(' ')
const START = Date.UTC(2015, 0, 1)

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The rank that a random number falls on: the nth is about n times as rare as the first. */
const zipf = (random: number, size: number): number => Math.floor(size ** random) - 1

const words = Array.from({ length: VOCABULARY }, (_, n) => {
  let text = ''
  for (let rest = n + 20; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    text += SYLLABLES[rest % SYLLABLES.length] ?? ''
  }
  return text
})

export const word = (rank: number): string => words[rank] ?? ''
export const organizationName = (rank: number): string => `office-of-${word(rank)}`
export const tagName = (rank: number): string => `${word(rank)} ${word((rank * 31) % VOCABULARY)}`
const uuid = (n: number): string =>
  `${n.toString(16).padStart(8, '0')}-0000-4000-8000-${((n * 7919) % 2 ** 40).toString(16).padStart(12, '0')}`
export const organizationId = (rank: number): string => uuid(0xf0000000 + rank)
export const organizations: ReadonlyMap<string, string> = new Map(
  Array.from({ length: ORGANIZATIONS }, (_, n) => [organizationId(n), organizationName(n)]),
)

/** A dataset as package_show gives it, as far as the index looks at it. */
export function zipfDataset(n: number): JsonObject & { readonly id: string } {
  const random = randomFrom(n + 1)
  const sentence = (length: number): string =>
    Array.from({ length }, () => word(zipf(random(), VOCABULARY))).join(' ')
  const created = START + Math.floor(random() * 3.2e11)
  const time = (at: number): string => new Date(at).toISOString().replace('Z', '000')
  const organization = organizationId(zipf(random(), ORGANIZATIONS))
  const tags = [...new Set(Array.from({ length: 4 }, () => tagName(zipf(random(), TAGS))))]
  const license = LICENSES[zipf(random(), LICENSES.length)] ?? ''
  return {
    id: uuid(n),
    name: `dataset-${String(n)}`,
    title: sentence(6),
    notes: sentence(40),
    author: sentence(2),
    maintainer_email: 'data@example.com',
    license_id: license,
    owner_org: organization,
    organization: { id: organization, name: organizations.get(organization) ?? '' },
    groups: [],
    private: false,
    state: 'active',
    type: 'dataset',
    version: `1.${String(n % 10)}`,
    metadata_created: time(created),
    metadata_modified: time(created + Math.floor(random() * 1e10)),
    num_resources: 2,
    num_tags: tags.length,
    tags: tags.map((name) => ({ name, vocabulary_id: null })),
    extras: [
      { key: 'frequency', value: ['daily', 'monthly', 'annual'][n % 3] ?? '' },
      { key: 'issued', value: time(created).slice(0, 10) },
    ],
    resources: Array.from({ length: 2 }, (_, i) => {
      const format = FORMATS[zipf(random(), FORMATS.length)] ?? 'CSV'
      return {
        url: `https://data.example.org/${String(n)}/${String(i)}`,
        name: sentence(3),
        description: sentence(8),
        format,
      }
    }),
  }
}
