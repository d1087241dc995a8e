/** Datasets of a made-up but lifelike catalogue: the same for every server and every run. */
const WORDS =
  `water air traffic budget school tree noise energy housing election waste tourism river health library bicycle
parking weather population tax museum bridge harbour rail bus street lamp playground census permit`.split(
    /\s+/,
  )
const FORMATS = ['CSV', 'GeoJSON', 'JSON', 'XLSX', 'PDF', 'WMS', 'XML', 'ZIP']
const LICENSES = ['cc-by', 'cc-zero', 'odc-odbl', 'uk-ogl', 'notspecified']
export const ORGANIZATIONS = 40

const word = (n: number): string => WORDS[n % WORDS.length] ?? ''
const sentence = (seed: number, length: number): string =>
  Array.from({ length }, (_, i) => word(seed * 7 + i * (1 + (seed % 5)))).join(' ')

export const organization = (n: number) => ({
  name: `office-${String(n)}`,
  title: `Office of ${word(n)} and ${word(n + 9)}`,
})

/** The nth dataset; `prefix` keeps the names of different runs apart. */
export const dataset = (n: number, prefix = 'dataset') => ({
  name: `${prefix}-${String(n)}`,
  title: `${sentence(n, 5)} ${String(n)}`,
  notes: `${sentence(n, 40)}. ${sentence(n + 3, 30)}.`,
  owner_org: organization(n % ORGANIZATIONS).name,
  license_id: LICENSES[n % LICENSES.length],
  author: `Office of ${word(n)}`,
  maintainer_email: 'data@example.com',
  version: `1.${String(n % 10)}`,
  tags: [...new Set([word(n), word(n + 5), `${word(n)} ${String(n % 90)}`])].map((name) => ({ name })),
  extras: [
    { key: 'frequency', value: ['daily', 'monthly', 'annual'][n % 3] ?? '' },
    { key: 'spatial-text', value: word(n + 2) },
  ],
  resources: Array.from({ length: 1 + (n % 4) }, (_, i) => {
    const format = FORMATS[(n + i) % FORMATS.length] ?? 'CSV'
    return {
      url: `https://data.example.org/${String(n)}/${String(i)}.${format.toLowerCase()}`,
      name: `${word(n + i)} ${format}`,
      description: sentence(n + i, 12),
      format,
    }
  }),
})
