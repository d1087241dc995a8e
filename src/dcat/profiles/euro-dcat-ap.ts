import type { Graph } from '../graph.ts'
import { listOf, textOf } from '../read-value.ts'
import type { DatasetSource, DescribeDataset } from '../source.ts'
import { type Mapping, sayDate, sayLists, sayValues } from '../statements.ts'
import { iri, literal } from '../term.ts'
import { sayAgents, sayContact } from './agents.ts'
import { sayDistribution } from './distribution.ts'
import { sayLabelled } from './labelled.ts'
import { sayResolution } from './resolution.ts'
import { sayPeriod, sayPlace } from './space-and-time.ts'

const VALUES: readonly Mapping[] = [
  ['dct:title', ['title'], 'literal'],
  ['dct:description', ['notes'], 'literal'],
  ['dct:identifier', ['identifier', 'guid', 'id'], 'iriOrLiteral'],
  ['adms:versionNotes', ['version_notes'], 'literal'],
  ['dct:accrualPeriodicity', ['frequency'], 'iriOrLiteral', 'dct:Frequency'],
  ['dct:type', ['dcat_type'], 'iriOrLiteral'],
]
const LISTS: readonly Mapping[] = [
  ['dct:language', ['language'], 'iriOrLiteral', 'dct:LinguisticSystem'],
  ['dcat:theme', ['theme'], 'iri'],
  ['dct:conformsTo', ['conforms_to'], 'iriOrLiteral', 'dct:Standard'],
  ['foaf:page', ['documentation'], 'iri', 'foaf:Document'],
  ['dct:relation', ['related_resource'], 'iriOrLiteral', 'rdfs:Resource'],
  ['dct:hasVersion', ['has_version'], 'iriOrLiteral'],
  ['dct:isVersionOf', ['is_version_of'], 'iriOrLiteral'],
  ['dct:source', ['source'], 'iriOrLiteral'],
  ['adms:sample', ['sample'], 'iriOrLiteral', 'dcat:Distribution'],
]
/** Since DCAT-AP 2. */
const LATER_LISTS: readonly Mapping[] = [
  ['dct:isReferencedBy', ['is_referenced_by'], 'iriOrLiteral', 'rdfs:Resource'],
  ['dcatap:applicableLegislation', ['applicable_legislation'], 'iri', 'eli:LegalResource'],
  ['dcatap:hvdCategory', ['hvd_category'], 'iri'],
]
const GEOMETRY = ['locn:geometry', 'spatial'] as const
const LATER_SHAPES = [
  ['dcat:bbox', 'spatial_bbox'],
  ['dcat:centroid', 'spatial_centroid'],
] as const

function sayOtherIdentifiers(graph: Graph, { subject, fields }: DatasetSource, version: 1 | 2 | 3): void {
  if (version < 3) {
    sayLists(graph, subject, fields, [
      ['adms:identifier', ['alternate_identifier'], 'iriOrLiteral', 'adms:Identifier'],
    ])
    return
  }
  for (const text of listOf(fields, 'alternate_identifier')) {
    const identifier = graph.blank()
    graph.add(subject, 'adms:identifier', identifier)
    graph.type(identifier, 'adms:Identifier')
    graph.add(identifier, 'skos:notation', literal(text))
  }
}

/** What a profile of the same family says in other words. */
export interface Variant {
  readonly version: 1 | 2 | 3
  readonly publisherClass?: 'foaf:Agent' | 'org:Organization'
}

/** A dataset in DCAT-AP 1.1, 2 or 3, as ckanext-dcat maps CKAN's fields. */
export function sayDataset(
  graph: Graph,
  source: DatasetSource,
  { version, publisherClass = 'foaf:Agent' }: Variant,
): ReturnType<typeof sayAgents> {
  const { subject, fields, dataset } = source
  graph.type(subject, 'dcat:Dataset')
  sayValues(graph, subject, fields, VALUES)
  const isEuropean = publisherClass === 'foaf:Agent'
  sayValues(graph, subject, fields, [
    ['dcat:landingPage', ['url'], 'iri', isEuropean ? 'foaf:Document' : undefined],
  ])
  for (const { name } of dataset.tags) graph.add(subject, 'dcat:keyword', literal(name))
  sayDate(graph, subject, 'dct:issued', fields, 'issued', 'metadata_created')
  sayDate(graph, subject, 'dct:modified', fields, 'modified', 'metadata_modified')
  sayLists(graph, subject, fields, LISTS)
  sayOtherIdentifiers(graph, source, version)
  sayLabelled(graph, subject, 'dct:provenance', 'dct:ProvenanceStatement', textOf(fields, 'provenance'))
  sayLabelled(graph, subject, 'dct:accessRights', 'dct:RightsStatement', textOf(fields, 'access_rights'))
  const versionName = version === 3 ? 'dcat:version' : 'owl:versionInfo'
  sayValues(graph, subject, fields, [[versionName, ['version', 'dcat_version'], 'literal']])
  sayContact(graph, source)
  const publisher = sayAgents(graph, source, publisherClass)
  sayPeriod(graph, source, version === 1 ? 'schema' : 'dcat')
  sayPlace(graph, source, version === 1 ? [GEOMETRY] : [GEOMETRY, ...LATER_SHAPES])
  if (version > 1) {
    sayLists(graph, subject, fields, LATER_LISTS)
    sayResolution(graph, subject, fields)
  }
  if (version === 3)
    for (const text of listOf(fields, 'has_version')) graph.add(subject, 'dcat:hasVersion', iri(text))
  for (const resource of dataset.resources) sayDistribution(graph, source, resource, version)
  return publisher
}

/** Describes datasets in a version of DCAT-AP. */
export const euroDcatAp =
  (version: 1 | 2 | 3): DescribeDataset =>
  (graph, source) => {
    sayDataset(graph, source, { version })
  }
