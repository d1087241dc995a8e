import { dateTerm } from './date-term.ts'
import type { Graph } from './graph.ts'
import type { Name } from './namespaces.ts'
import { type Fields, listOf, textOf } from './read-value.ts'
import { iri, iriOrLiteral, literal, type Resource, type Term } from './term.ts'

/** How the text of a field becomes a term. */
export type Kind = 'literal' | 'iri' | 'iriOrLiteral'

const MAKERS: Readonly<Record<Kind, (text: string) => Term>> = { literal, iri, iriOrLiteral }

/** A field as statements: predicate, the fields (the first that has a value), kind, and the class of what is named. */
export type Mapping = readonly [
  predicate: Name,
  fields: readonly string[],
  kind: Kind,
  className?: Name | undefined,
]

function say(graph: Graph, subject: Resource, [predicate, , kind, className]: Mapping, text: string): void {
  const object = MAKERS[kind](text)
  graph.add(subject, predicate, object)
  if (className !== undefined && object.kind === 'iri') graph.type(object, className)
}

/** A statement for each field that has a value. */
export function sayValues(
  graph: Graph,
  subject: Resource,
  fields: Fields,
  mappings: readonly Mapping[],
): void {
  for (const mapping of mappings) {
    const text = textOf(fields, ...mapping[1])
    if (text !== '') say(graph, subject, mapping, text)
  }
}

/** A statement for each item of the fields that hold lists. */
export function sayLists(
  graph: Graph,
  subject: Resource,
  fields: Fields,
  mappings: readonly Mapping[],
): void {
  for (const mapping of mappings)
    for (const text of listOf(fields, ...mapping[1])) say(graph, subject, mapping, text)
}

/** A date, where one of the fields has a value. */
export function sayDate(
  graph: Graph,
  subject: Resource,
  predicate: Name,
  fields: Fields,
  ...names: readonly string[]
): void {
  const text = textOf(fields, ...names)
  if (text !== '') graph.add(subject, predicate, dateTerm(text))
}
