import { isoMoment } from '../date-term.ts'
import type { ResourceShown } from '../dataset-shown.ts'
import type { Graph } from '../graph.ts'
import type { Name } from '../namespaces.ts'
import { type Fields, textOf } from '../read-value.ts'
import {
  type DatasetSource,
  type DescribeDataset,
  organizationIri,
  resourceFields,
  resourceIri,
} from '../source.ts'
import { sayLists, sayValues } from '../statements.ts'
import { literal, type Resource } from '../term.ts'
import { agentNode, hasAgent } from './agents.ts'
import { sayCatalogOf, sayGroups, sayPlaceAndPeriod } from './schema-parts.ts'

interface Contact {
  readonly name: string
  readonly email: string
  readonly url: string
}

function sayContactPoint(graph: Graph, agent: Resource, { name, email, url }: Contact): void {
  const contact = graph.blank()
  graph.add(agent, 'schema:contactPoint', contact)
  graph.type(contact, 'schema:ContactPoint')
  graph.add(contact, 'schema:contactType', literal('customer service'))
  graph.add(contact, 'schema:url', literal(url))
  if (name !== '') graph.add(contact, 'schema:name', literal(name))
  if (email !== '') graph.add(contact, 'schema:email', literal(email))
}

/** Publisher or creator: of the dataset's fields, else its organization, asked through the dataset's contact. */
function sayRole(graph: Graph, source: DatasetSource, role: 'publisher' | 'creator'): void {
  const { fields, dataset, site } = source
  const { organization } = dataset
  const isNamed = hasAgent(source, role)
  if (!isNamed && !organization) return
  const agent =
    isNamed || !organization ? agentNode(graph, source, role) : organizationIri(source, organization.id)
  graph.add(source.subject, `schema:${role}`, agent)
  graph.type(agent, 'schema:Organization')
  if (!isNamed) {
    const name = organization?.title || organization?.name
    if (name) graph.add(agent, 'schema:name', literal(name))
    sayContactPoint(graph, agent, {
      name: textOf(fields, 'contact_name', 'maintainer', 'author'),
      email: textOf(fields, 'contact_email', 'maintainer_email', 'author_email'),
      url: site.address,
    })
    return
  }
  sayValues(graph, agent, fields, [
    ['schema:name', [`${role}_name`], 'literal'],
    ['schema:identifier', [`${role}_identifier`], 'literal'],
  ])
  sayContactPoint(graph, agent, {
    name: textOf(fields, `${role}_name`),
    email: textOf(fields, `${role}_email`),
    url: textOf(fields, `${role}_url`) || site.address,
  })
}

/** As it was given, and as a whole moment: both, as ckanext-dcat has it for datasets. */
function sayMoment(graph: Graph, subject: Resource, predicate: Name, text: string): void {
  if (text === '') return
  graph.add(subject, predicate, literal(text))
  const moment = isoMoment(text)
  if (moment !== undefined) graph.add(subject, predicate, literal(moment))
}

function sayDownload(graph: Graph, source: DatasetSource, resource: ResourceShown): void {
  const fields: Fields = resourceFields(resource)
  const subject = resourceIri(source, resource)
  graph.add(source.subject, 'schema:distribution', subject)
  graph.type(subject, 'schema:DataDownload')
  sayValues(graph, subject, fields, [
    ['schema:name', ['name'], 'literal'],
    ['schema:description', ['description'], 'literal'],
    ['schema:license', ['license'], 'literal'],
    ['schema:encodingFormat', ['format', 'mimetype'], 'literal'],
    ['schema:contentUrl', ['download_url'], 'literal'],
  ])
  sayLists(graph, subject, fields, [['schema:inLanguage', ['language'], 'literal']])
  const url = textOf(fields, 'url')
  if (url !== '' && url !== textOf(fields, 'download_url')) graph.add(subject, 'schema:url', literal(url))
  const size = textOf(fields, 'size')
  if (size !== '')
    graph.add(
      subject,
      'schema:contentSize',
      /^\d+$/.test(size) ? literal(size, 'xsd:integer') : literal(size),
    )
  for (const [predicate, name] of [
    ['schema:datePublished', 'issued'],
    ['schema:dateModified', 'modified'],
  ] as const) {
    const text = textOf(fields, name)
    if (text !== '') graph.add(subject, predicate, literal(isoMoment(text) ?? text))
  }
}

/** A dataset as schema.org's Dataset, which search engines for data read. */
export const schemaOrg: DescribeDataset = (graph, source) => {
  const { subject, fields, dataset, site } = source
  graph.type(subject, 'schema:Dataset')
  sayValues(graph, subject, fields, [
    ['schema:name', ['title'], 'literal'],
    ['schema:description', ['notes'], 'literal'],
    ['schema:version', ['version', 'dcat_version'], 'literal'],
    ['schema:identifier', ['identifier'], 'literal'],
    ['schema:license', ['license', 'license_url', 'license_title'], 'literal'],
  ])
  graph.add(subject, 'schema:url', literal(`${site.address}/dataset/${dataset.name}`))
  sayMoment(graph, subject, 'schema:datePublished', textOf(fields, 'issued', 'metadata_created'))
  sayMoment(graph, subject, 'schema:dateModified', textOf(fields, 'modified', 'metadata_modified'))
  sayLists(graph, subject, fields, [['schema:inLanguage', ['language'], 'literal']])
  for (const { name } of dataset.tags) graph.add(subject, 'schema:keywords', literal(name))
  sayCatalogOf(graph, source, 'schema')
  sayGroups(graph, source, 'schema')
  sayRole(graph, source, 'publisher')
  sayRole(graph, source, 'creator')
  sayPlaceAndPeriod(graph, source, 'schema')
  for (const resource of dataset.resources) sayDownload(graph, source, resource)
}
