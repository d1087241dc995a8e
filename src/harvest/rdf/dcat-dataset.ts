import { extrasOf, tagsOf } from '../record-values.ts'
import type { HarvestRecord } from '../source-kind.ts'
import { dcatResource } from './dcat-resource.ts'
import type { RdfGraph, RdfTerm } from './rdf-graph.ts'
import { rdfText, type RdfText } from './rdf-text.ts'

type Said = Readonly<Record<string, string>>

const listText = (items: readonly string[]): string => (items.length === 0 ? '' : JSON.stringify(items))

/** Without its scheme; some write an address as if it were a relative link. */
function email(text: string): string {
  const address = text.replace(/^mailto:/i, '').replace(/^https?:\/\/.*\//, '')
  return address.includes('@') ? address : ''
}

function agent(graph: RdfGraph, { text }: RdfText, dataset: RdfTerm, role: 'publisher' | 'creator'): Said {
  const [node] = graph.values(dataset, `dct:${role}`)
  if (!node) return {}
  if (node.termType === 'Literal') return { [`${role}_name`]: node.value.trim() }
  return {
    [`${role}_uri`]: node.termType === 'NamedNode' ? node.value : '',
    [`${role}_name`]: text(node, 'foaf:name', 'vcard:fn', 'rdfs:label', 'skos:prefLabel'),
    [`${role}_email`]: email(text(node, 'foaf:mbox', 'vcard:hasEmail')),
    [`${role}_url`]: text(node, 'foaf:homepage'),
    [`${role}_type`]: text(node, 'dct:type'),
  }
}

function contact(graph: RdfGraph, { text }: RdfText, dataset: RdfTerm) {
  const [node] = graph.values(dataset, 'dcat:contactPoint', 'adms:contactPoint')
  if (!node) return { name: '', address: '' }
  return { name: text(node, 'vcard:fn'), address: email(text(node, 'vcard:hasEmail', 'vcard:email')) }
}

function period(graph: RdfGraph, { text }: RdfText, dataset: RdfTerm): Said {
  const [node] = graph.values(dataset, 'dct:temporal')
  if (!node) return {}
  return {
    temporal_start: text(node, 'dcat:startDate', 'schema:startDate'),
    temporal_end: text(node, 'dcat:endDate', 'schema:endDate'),
  }
}

/** A geometry as GeoJSON, where it is given so. */
const geoJson = (terms: readonly RdfTerm[]): string =>
  terms.map(({ value }) => value.trim()).find((value) => value.startsWith('{')) ?? ''

function place(graph: RdfGraph, { text }: RdfText, dataset: RdfTerm): Said {
  const nodes = graph.values(dataset, 'dct:spatial')
  const [node] = nodes
  if (!node) return {}
  const geometries = nodes.flatMap((item) => graph.values(item, 'locn:geometry', 'dcat:bbox'))
  return {
    spatial_uri: node.termType === 'NamedNode' ? node.value : '',
    spatial_text: node.termType === 'Literal' ? node.value : text(node, 'skos:prefLabel', 'rdfs:label'),
    spatial: geoJson(geometries),
  }
}

/** A dataset of DCAT in CKAN's words, as ckanext-dcat reads it: what CKAN has no field for becomes an extra. */
export function dcatDataset(graph: RdfGraph, node: RdfTerm, language: string): HarvestRecord {
  const reader = rdfText(graph, language)
  const { text, texts, label, keywords } = reader
  const uri = node.termType === 'NamedNode' ? node.value : ''
  const identifier = text(node, 'dct:identifier')
  const title = text(node, 'dct:title', 'rdfs:label')
  const guid = uri || identifier || title
  if (title === '') return { guid: guid === '' ? 'unnamed' : guid, refusal: 'It has no title.' }
  const { name: contactName, address } = contact(graph, reader, node)
  const distributions = graph.values(node, 'dcat:distribution', 'dct:distribution')
  const licences = [node, ...distributions].map((item) => text(item, 'dct:license'))
  return {
    guid,
    modified: text(node, 'dct:modified'),
    dataset: {
      title,
      notes: text(node, 'dct:description'),
      url: text(node, 'dcat:landingPage'),
      version: text(node, 'dcat:version', 'owl:versionInfo').slice(0, 100),
      maintainer: contactName,
      maintainer_email: address,
      license_url: licences.find((licence) => licence !== '') ?? '',
      tags: tagsOf(keywords(node, 'dcat:keyword').flatMap((word) => word.split(','))),
      resources: distributions.flatMap((item) => dcatResource(reader, item) ?? []),
      extras: extrasOf({
        uri,
        identifier,
        issued: text(node, 'dct:issued'),
        modified: text(node, 'dct:modified'),
        frequency: text(node, 'dct:accrualPeriodicity'),
        theme: listText(texts(node, 'dcat:theme')),
        language: listText(texts(node, 'dct:language')),
        conforms_to: listText(texts(node, 'dct:conformsTo')),
        documentation: listText(texts(node, 'foaf:page')),
        alternate_identifier: listText(texts(node, 'adms:identifier')),
        access_rights: label(node, 'dct:accessRights'),
        provenance: label(node, 'dct:provenance'),
        dcat_type: text(node, 'dct:type'),
        version_notes: text(node, 'adms:versionNotes'),
        contact_name: contactName,
        contact_email: address,
        ...agent(graph, reader, node, 'publisher'),
        ...agent(graph, reader, node, 'creator'),
        ...period(graph, reader, node),
        ...place(graph, reader, node),
      }),
    },
  }
}
