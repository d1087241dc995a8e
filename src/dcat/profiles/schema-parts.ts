import type { Graph } from '../graph.ts'
import { textOf } from '../read-value.ts'
import type { DatasetSource } from '../source.ts'
import { iri, literal } from '../term.ts'

/** schema.org under its old address (profile schemaorg) or its new one (Croissant). */
export type SchemaPrefix = 'schema' | 'sc'

/** The catalogue that the dataset is part of. */
export function sayCatalogOf(graph: Graph, { subject, site }: DatasetSource, prefix: SchemaPrefix): void {
  const catalog = graph.blank()
  graph.add(subject, `${prefix}:includedInDataCatalog`, catalog)
  graph.type(catalog, `${prefix}:DataCatalog`)
  graph.add(catalog, `${prefix}:name`, literal(site.title))
  graph.add(catalog, `${prefix}:description`, literal(site.description))
  graph.add(catalog, `${prefix}:url`, literal(site.address))
}

/** The groups that the dataset is in, as what it is about. */
export function sayGroups(
  graph: Graph,
  { subject, site, dataset }: DatasetSource,
  prefix: SchemaPrefix,
): void {
  for (const { id, name } of dataset.groups) {
    const group = graph.blank()
    graph.add(subject, `${prefix}:about`, group)
    graph.type(group, `${prefix}:Thing`)
    graph.add(group, `${prefix}:name`, literal(name))
    graph.add(group, `${prefix}:url`, literal(`${site.address}/group/${id}`))
  }
}

/** Where and when: a geometry is given as it is stored, GeoJSON. */
export function sayPlaceAndPeriod(
  graph: Graph,
  { subject, fields }: DatasetSource,
  prefix: SchemaPrefix,
): void {
  const period = ['temporal_start', 'temporal_end'].map((name) => textOf(fields, name))
  const given = period.filter((text) => text !== '')
  if (given.length > 0) graph.add(subject, `${prefix}:temporalCoverage`, literal(given.join('/')))
  const shape = textOf(fields, 'spatial')
  const text = textOf(fields, 'spatial_text')
  if (shape === '' && text === '') return
  const uri = textOf(fields, 'spatial_uri')
  const place = uri === '' ? graph.blank() : iri(uri)
  graph.add(subject, `${prefix}:spatialCoverage`, place)
  graph.type(place, `${prefix}:Place`)
  if (text !== '') graph.add(place, `${prefix}:description`, literal(text))
  if (shape === '') return
  const geo = graph.blank()
  graph.add(place, `${prefix}:geo`, geo)
  graph.type(geo, `${prefix}:GeoShape`)
  graph.add(geo, `${prefix}:polygon`, literal(shape))
}
