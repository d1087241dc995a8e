import type { Graph } from '../graph.ts'
import type { Name } from '../namespaces.ts'
import { textOf } from '../read-value.ts'
import { type DatasetSource, organizationIri } from '../source.ts'
import { sayValues } from '../statements.ts'
import { iri, literal, type Resource } from '../term.ts'

type Role = 'publisher' | 'creator'

/** Whether the fields of a role (`publisher_name` …) name somebody. */
export const hasAgent = ({ fields }: DatasetSource, role: Role): boolean =>
  textOf(fields, `${role}_uri`, `${role}_name`) !== ''

/** The node of a role's agent: its own IRI, or a blank one. */
export function agentNode(graph: Graph, { fields }: DatasetSource, role: Role): Resource {
  const uri = textOf(fields, `${role}_uri`)
  return uri === '' ? graph.blank() : iri(uri)
}

function sayAgent(graph: Graph, source: DatasetSource, role: Role, className: Name): Resource {
  const agent = agentNode(graph, source, role)
  graph.add(source.subject, `dct:${role}`, agent)
  graph.type(agent, className)
  sayValues(graph, agent, source.fields, [
    ['foaf:name', [`${role}_name`], 'literal'],
    ['foaf:mbox', [`${role}_email`], 'literal'],
    ['foaf:homepage', [`${role}_url`], 'iri'],
    ['dct:type', [`${role}_type`], 'iriOrLiteral'],
    ['dct:identifier', [`${role}_identifier`], 'iriOrLiteral'],
  ])
  return agent
}

/**
 * Publisher and creator from the dataset's fields; the publisher else is its organization.
 * @param publisherClass what a publisher is
 * @returns the publisher, with its name
 */
export function sayAgents(
  graph: Graph,
  source: DatasetSource,
  publisherClass: Name,
): { readonly publisher: Resource; readonly name: string } | undefined {
  if (hasAgent(source, 'creator')) sayAgent(graph, source, 'creator', 'foaf:Agent')
  if (hasAgent(source, 'publisher')) {
    const publisher = sayAgent(graph, source, 'publisher', publisherClass)
    return { publisher, name: textOf(source.fields, 'publisher_name') }
  }
  const { organization } = source.dataset
  if (!organization) return undefined
  const publisher = organizationIri(source, organization.id)
  const name = organization.title || organization.name
  graph.add(source.subject, 'dct:publisher', publisher)
  graph.type(publisher, publisherClass)
  graph.add(publisher, 'foaf:name', literal(name))
  return { publisher, name }
}

/** Whom to ask: the contact, else the maintainer, else the author. */
export function sayContact(graph: Graph, { subject, fields }: DatasetSource): void {
  const uri = textOf(fields, 'contact_uri')
  const name = textOf(fields, 'contact_name', 'maintainer', 'author')
  const email = textOf(fields, 'contact_email', 'maintainer_email', 'author_email')
  if (uri === '' && name === '' && email === '') return
  const contact = uri === '' ? graph.blank() : iri(uri)
  graph.add(subject, 'dcat:contactPoint', contact)
  graph.type(contact, 'vcard:Organization')
  if (name !== '') graph.add(contact, 'vcard:fn', literal(name))
  if (email !== '')
    graph.add(contact, 'vcard:hasEmail', iri(email.startsWith('mailto:') ? email : `mailto:${email}`))
}
