import type { DatasetShown, ResourceShown } from './dataset-shown.ts'
import type { Graph } from './graph.ts'
import { type Fields, textOf } from './read-value.ts'
import { iri, type Iri } from './term.ts'

/** The site that a catalogue stands for. */
export interface Site {
  /** Its address without a slash at the end. */
  readonly address: string
  readonly title: string
  readonly description: string
  readonly language: string
}

/** A column of a table in the DataStore. */
export interface Column {
  readonly id: string
  readonly type: string
  /** It belongs to a unique key, or has an index. */
  readonly isIndexed: boolean
}

/** What a profile is given to describe. */
export interface DatasetSource {
  readonly site: Site
  readonly dataset: DatasetShown
  /** The dataset's IRI. */
  readonly subject: Iri
  /** The dataset's fields: its own, or the extra of that name. */
  readonly fields: Fields
  /** Columns of a resource that has a table; undefined: it has none. */
  readonly columns: (resourceId: string) => readonly Column[] | undefined
}

/** Adds what a vocabulary says about a dataset. */
export type DescribeDataset = (graph: Graph, source: DatasetSource) => void

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

function datasetFields(dataset: DatasetShown): Fields {
  const extras = new Map((dataset.extras ?? []).map(({ key, value }) => [key, value]))
  const own = dataset as unknown as Readonly<Record<string, unknown>>
  return (name) => (Object.hasOwn(own, name) && !isEmpty(own[name]) ? own[name] : extras.get(name))
}

/** The dataset ready to be described; `uri` is its IRI where it has that field, so that harvested data keeps its own. */
export function datasetSource(
  site: Site,
  dataset: DatasetShown,
  columns: DatasetSource['columns'] = () => undefined,
): DatasetSource {
  const fields = datasetFields(dataset)
  const own = textOf(fields, 'uri')
  const subject = iri(own === '' ? `${site.address}/dataset/${dataset.id}` : own)
  return { site, dataset, subject, fields, columns }
}

export const resourceFields =
  (resource: ResourceShown): Fields =>
  (name) =>
    Object.hasOwn(resource, name) ? resource[name] : undefined

/** The IRI of a resource: its field `uri`, else its page. */
export function resourceIri({ site }: DatasetSource, resource: ResourceShown): Iri {
  const own = textOf(resourceFields(resource), 'uri')
  return iri(own === '' ? `${site.address}/dataset/${resource.package_id}/resource/${resource.id}` : own)
}

/** The IRI of the organization that a dataset belongs to. */
export const organizationIri = ({ site }: DatasetSource, id: string): Iri =>
  iri(`${site.address}/organization/${id}`)
