import type { ResourceShown } from '../dataset-shown.ts'
import type { Graph } from '../graph.ts'
import { textOf } from '../read-value.ts'
import {
  type Column,
  type DatasetSource,
  type DescribeDataset,
  resourceFields,
  resourceIri,
} from '../source.ts'
import { sayDate, sayLists, sayValues } from '../statements.ts'
import { type Iri, iri, literal, named } from '../term.ts'
import { sayCatalogOf, sayGroups, sayPlaceAndPeriod } from './schema-parts.ts'

/** What ckanext-dcat resolves the ids of organizations and tables against. */
export const CROISSANT_BASE = 'http://example.org/base/'

function sayCreator(graph: Graph, { subject, site, dataset, fields }: DatasetSource): void {
  const { organization } = dataset
  if (!organization) return
  const creator = iri(CROISSANT_BASE + organization.id)
  graph.add(subject, 'sc:creator', creator)
  graph.type(creator, 'sc:Organization')
  graph.add(creator, 'sc:name', literal(organization.title || organization.name))
  graph.add(creator, 'sc:url', literal(site.address))
  sayValues(graph, creator, fields, [['sc:email', ['maintainer_email', 'author_email'], 'literal']])
}

/** Types of PostgreSQL as Croissant names them; the rest is text. */
function dataType(type: string): Iri {
  if (/^(?:int|bigint|smallint|serial)/.test(type)) return named('sc:Integer')
  if (/^(?:numeric|float|double|real)/.test(type)) return named('sc:Float')
  if (type.startsWith('bool')) return named('sc:Boolean')
  return named(/^(?:date|timestamp)/.test(type) ? 'sc:Date' : 'sc:Text')
}

function sayRecords(
  graph: Graph,
  source: DatasetSource,
  resource: ResourceShown,
  file: Iri,
  columns: readonly Column[],
): void {
  const records = iri(`${CROISSANT_BASE}${resource.id}/records`)
  graph.add(source.subject, 'cr:recordSet', records)
  graph.type(records, 'cr:RecordSet')
  graph.add(records, 'sc:name', literal(textOf(resourceFields(resource), 'name') || resource.id))
  const fieldOf = ({ id }: Column): Iri => iri(`${records.value}/${id}`)
  for (const column of columns) {
    const { id, type } = column
    const field = fieldOf(column)
    graph.add(records, 'cr:field', field)
    graph.type(field, 'cr:Field')
    graph.add(field, 'sc:name', literal(id))
    graph.add(field, 'cr:dataType', dataType(type))
    const origin = graph.blank()
    const extract = graph.blank()
    graph.add(field, 'cr:source', origin)
    graph.add(origin, 'cr:fileObject', file)
    graph.add(origin, 'cr:extract', extract)
    graph.add(extract, 'cr:column', literal(id))
  }
  // CKAN does not tell a unique key from other indexes.
  for (const column of columns) if (column.isIndexed) graph.add(records, 'cr:key', fieldOf(column))
}

function sayFile(graph: Graph, source: DatasetSource, resource: ResourceShown): void {
  const fields = resourceFields(resource)
  const file = resourceIri(source, resource)
  graph.add(source.subject, 'sc:distribution', file)
  graph.type(file, 'cr:FileObject')
  sayValues(graph, file, fields, [
    ['sc:name', ['name'], 'literal'],
    ['sc:description', ['description'], 'literal'],
    ['sc:contentUrl', ['download_url', 'url'], 'literal'],
    ['sc:contentSize', ['size'], 'literal'],
    ['sc:encodingFormat', ['mimetype', 'format'], 'literal'],
  ])
  // The loaders of machine learning check files by these hashes alone.
  const hash = textOf(fields, 'hash')
  if (/^[0-9a-f]{64}$/i.test(hash)) graph.add(file, 'sc:sha256', literal(hash))
  if (/^[0-9a-f]{32}$/i.test(hash)) graph.add(file, 'cr:md5', literal(hash))
  const columns = source.columns(resource.id)
  if (columns) sayRecords(graph, source, resource, file, columns)
}

/** A dataset in Croissant 1.0, which tools of machine learning load: files, and the columns of tables. */
export const croissant: DescribeDataset = (graph, source) => {
  const { subject, fields, dataset, site } = source
  graph.type(subject, 'sc:Dataset')
  graph.add(subject, 'dct:conformsTo', literal('http://mlcommons.org/croissant/1.0'))
  sayValues(graph, subject, fields, [
    ['sc:name', ['title'], 'literal'],
    ['sc:description', ['notes'], 'literal'],
    ['sc:version', ['version', 'dcat_version'], 'literal'],
    ['sc:license', ['license', 'license_url', 'license_title'], 'literal'],
  ])
  graph.add(subject, 'sc:url', literal(`${site.address}/dataset/${dataset.name}`))
  sayDate(graph, subject, 'sc:datePublished', fields, 'issued', 'metadata_created')
  sayDate(graph, subject, 'sc:dateModified', fields, 'modified', 'metadata_modified')
  sayLists(graph, subject, fields, [['sc:inLanguage', ['language'], 'literal']])
  for (const { name } of dataset.tags) graph.add(subject, 'sc:keywords', literal(name))
  sayCatalogOf(graph, source, 'sc')
  sayGroups(graph, source, 'sc')
  sayCreator(graph, source)
  sayPlaceAndPeriod(graph, source, 'sc')
  for (const resource of dataset.resources) sayFile(graph, source, resource)
}
