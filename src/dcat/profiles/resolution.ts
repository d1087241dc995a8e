import type { Graph } from '../graph.ts'
import { type Fields, listOf, textOf } from '../read-value.ts'
import { literal, type Resource } from '../term.ts'

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/** How fine a dataset or a distribution is, in space and in time. */
export function sayResolution(graph: Graph, subject: Resource, fields: Fields): void {
  for (const meters of listOf(fields, 'spatial_resolution_in_meters'))
    graph.add(
      subject,
      'dcat:spatialResolutionInMeters',
      NUMBER.test(meters) ? literal(meters, 'xsd:decimal') : literal(meters),
    )
  const time = textOf(fields, 'temporal_resolution')
  if (time !== '') graph.add(subject, 'dcat:temporalResolution', literal(time, 'xsd:duration'))
}
