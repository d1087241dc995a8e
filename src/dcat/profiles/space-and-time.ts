import type { Graph } from '../graph.ts'
import type { Name } from '../namespaces.ts'
import { textOf } from '../read-value.ts'
import type { DatasetSource } from '../source.ts'
import { sayDate } from '../statements.ts'
import { iri, literal } from '../term.ts'
import { wkt } from '../wkt.ts'

/** The period that a dataset covers, in the words of `vocabulary`. */
export function sayPeriod(
  graph: Graph,
  { subject, fields }: DatasetSource,
  vocabulary: 'schema' | 'dcat',
): void {
  if (textOf(fields, 'temporal_start', 'temporal_end') === '') return
  const period = graph.blank()
  graph.add(subject, 'dct:temporal', period)
  graph.type(period, 'dct:PeriodOfTime')
  sayDate(graph, period, `${vocabulary}:startDate`, fields, 'temporal_start')
  sayDate(graph, period, `${vocabulary}:endDate`, fields, 'temporal_end')
}

/** The place that a dataset is about; `shapes` are the fields with geometries. An address alone makes no place (CKAN). */
export function sayPlace(
  graph: Graph,
  { subject, fields }: DatasetSource,
  shapes: readonly (readonly [predicate: Name, field: string])[],
): void {
  const text = textOf(fields, 'spatial_text')
  const given = shapes.map(([predicate, field]) => [predicate, textOf(fields, field)] as const)
  if (text === '' && given.every(([, shape]) => shape === '')) return
  const uri = textOf(fields, 'spatial_uri')
  const place = uri === '' ? graph.blank() : iri(uri)
  graph.add(subject, 'dct:spatial', place)
  graph.type(place, 'dct:Location')
  if (text !== '') graph.add(place, 'skos:prefLabel', literal(text))
  for (const [predicate, shape] of given) {
    const geometry = shape === '' ? undefined : wkt(shape)
    if (geometry !== undefined) graph.add(place, predicate, literal(geometry, 'gsp:wktLiteral'))
  }
}
