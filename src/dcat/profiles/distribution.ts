import type { ResourceShown } from '../dataset-shown.ts'
import type { Graph } from '../graph.ts'
import type { Name } from '../namespaces.ts'
import { type Fields, textOf } from '../read-value.ts'
import { type DatasetSource, resourceFields, resourceIri } from '../source.ts'
import { type Mapping, sayDate, sayLists, sayValues } from '../statements.ts'
import { iri, iriOrLiteral, literal, named, type Iri, type Resource } from '../term.ts'
import { sayLabelled } from './labelled.ts'
import { sayResolution } from './resolution.ts'

const VALUES: readonly Mapping[] = [
  ['dct:title', ['name'], 'literal'],
  ['dct:description', ['description'], 'literal'],
  ['adms:status', ['status'], 'iriOrLiteral'],
  ['dcat:accessURL', ['access_url'], 'iri', 'rdfs:Resource'],
  ['dcat:downloadURL', ['download_url'], 'iri', 'rdfs:Resource'],
]
const LISTS: readonly Mapping[] = [
  ['foaf:page', ['documentation'], 'iri', 'foaf:Document'],
  ['dct:language', ['language'], 'iriOrLiteral', 'dct:LinguisticSystem'],
  ['dct:conformsTo', ['conforms_to'], 'iriOrLiteral', 'dct:Standard'],
]
/** Since DCAT-AP 2. */
const LATER_VALUES: readonly Mapping[] = [
  ['dcatap:availability', ['availability'], 'iriOrLiteral'],
  ['dcat:compressFormat', ['compress_format'], 'iriOrLiteral', 'dct:MediaType'],
  ['dcat:packageFormat', ['package_format'], 'iriOrLiteral', 'dct:MediaType'],
]
const LATER_LISTS: readonly Mapping[] = [
  ['dcatap:applicableLegislation', ['applicable_legislation'], 'iri', 'eli:LegalResource'],
]

const IANA = /^https?:\/\/(?:www\.)?iana\.org\/assignments\/media-types/
const isMediaType = (text: string): boolean =>
  IANA.test(text) || (text.includes('/') && !/^https?:/.test(text))

function sayFormat(graph: Graph, subject: Resource, fields: Fields): void {
  const format = textOf(fields, 'format')
  let mimetype = textOf(fields, 'mimetype')
  let kept = format
  if (format !== '' && (mimetype === '' || mimetype === format) && isMediaType(format)) {
    mimetype = format
    kept = ''
  } else if (mimetype === format) {
    mimetype = ''
  }
  const say = (predicate: Name, text: string, className: Name): void => {
    if (text === '') return
    const object = iriOrLiteral(text)
    graph.add(subject, predicate, object)
    if (object.kind === 'iri') graph.type(object, className)
  }
  say('dct:format', kept, 'dct:MediaTypeOrExtent')
  say('dcat:mediaType', mimetype, 'dct:MediaType')
}

function sayLicence(graph: Graph, subject: Resource, text: string): void {
  if (text === '') return
  const licence = iriOrLiteral(text)
  graph.add(subject, 'dct:license', licence)
  if (licence.kind === 'literal') return
  graph.type(licence, 'dct:LicenseDocument')
  graph.add(licence, 'dct:type', iri('http://purl.org/adms/licencetype/UnknownIPR'))
}

function sayChecksum(graph: Graph, subject: Resource, fields: Fields): void {
  const hash = textOf(fields, 'hash')
  if (hash === '') return
  const checksum = graph.blank()
  graph.add(subject, 'spdx:checksum', checksum)
  graph.type(checksum, 'spdx:Checksum')
  graph.add(checksum, 'spdx:checksumValue', literal(hash, 'xsd:hexBinary'))
  sayValues(graph, checksum, fields, [
    ['spdx:algorithm', ['hash_algorithm'], 'iriOrLiteral', 'spdx:ChecksumAlgorithm'],
  ])
}

/** A resource as a distribution of DCAT-AP. */
export function sayDistribution(
  graph: Graph,
  source: DatasetSource,
  resource: ResourceShown,
  version: 1 | 2 | 3,
): Iri {
  const fields = resourceFields(resource)
  const subject = resourceIri(source, resource)
  graph.add(source.subject, 'dcat:distribution', subject)
  graph.add(subject, 'rdf:type', named('dcat:Distribution'))
  sayValues(graph, subject, fields, VALUES)
  sayLists(graph, subject, fields, LISTS)
  const url = textOf(fields, 'url')
  const download = textOf(fields, 'download_url')
  if (url !== '' && textOf(fields, 'access_url') === '' && download !== url)
    graph.add(subject, 'dcat:accessURL', iri(url))
  sayFormat(graph, subject, fields)
  sayLicence(graph, subject, textOf(fields, 'license'))
  sayLabelled(graph, subject, 'dct:rights', 'dct:RightsStatement', textOf(fields, 'rights'))
  sayDate(graph, subject, 'dct:issued', fields, 'issued', 'created')
  sayDate(graph, subject, 'dct:modified', fields, 'modified', 'metadata_modified')
  sayChecksum(graph, subject, fields)
  const size = textOf(fields, 'size')
  const sizeType = version === 3 ? 'xsd:nonNegativeInteger' : 'xsd:decimal'
  if (size !== '')
    graph.add(subject, 'dcat:byteSize', /^\d+$/.test(size) ? literal(size, sizeType) : literal(size))
  if (version === 1) return subject
  sayValues(graph, subject, fields, LATER_VALUES)
  sayLists(graph, subject, fields, LATER_LISTS)
  sayResolution(graph, subject, fields)
  return subject
}
