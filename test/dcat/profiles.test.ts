import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { DatasetShown } from '../../src/dcat/dataset-shown.ts'
import { createGraph } from '../../src/dcat/graph.ts'
import { describeBy } from '../../src/dcat/profiles.ts'
import { datasetSource } from '../../src/dcat/source.ts'
import { writeNTriples } from '../../src/dcat/writers/write-n-triples.ts'

interface Recorded {
  readonly shown: DatasetShown
  /** By profile: N-Triples in order, every blank node named alike. */
  readonly documents: Readonly<Record<string, readonly string[]>>
}

/** What ckanext-dcat 2.4 made of datasets, without its statements about literals. */
const recorded = JSON.parse(
  gunzipSync(readFileSync(join(__dirname, '../../fixtures/recorded-rdf.json.gz'))).toString('utf8'),
) as Readonly<Record<string, Recorded>>
const site = { address: 'http://site.example', title: 'CKAN', description: '', language: 'en' }

const cases = Object.entries(recorded).flatMap(([name, { shown, documents }]) =>
  Object.entries(documents).map(([profile, lines]) => [name, profile, shown, lines] as const),
)

it.each(cases)('%s in %s', (_name, profile, shown, lines) => {
  const graph = createGraph()
  describeBy([profile])(graph, datasetSource(site, shown))
  const made = writeNTriples(graph)
    .trim()
    .split('\n')
    .map((line) => line.replace(/_:\w+/g, '_:b').replace('<not%20a', '<http://relative.example/not%20a'))
  expect(made.sort()).toEqual([...lines].sort())
})
