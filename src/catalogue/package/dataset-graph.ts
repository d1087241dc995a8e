import type { DatasetShown } from '../../dcat/dataset-shown.ts'
import { createGraph, type Graph } from '../../dcat/graph.ts'
import { describeBy } from '../../dcat/profiles.ts'
import { datasetSource } from '../../dcat/source.ts'
import type { Iri } from '../../dcat/term.ts'
import type { Context } from '../../kernel/context.ts'
import { linkedDataSite } from './linked-data-site.ts'
import { shownPackage } from './save-package.ts'
import { tableColumns } from '../datastore/table-columns.ts'

/** A dataset as a graph, by these profiles. @throws NotFound */
export async function datasetGraph(
  context: Context,
  id: string,
  profiles: readonly string[],
): Promise<{ readonly graph: Graph; readonly subject: Iri }> {
  const dataset = (await shownPackage(context, id)).parse() as DatasetShown
  const columns = profiles.includes('croissant') ? await tableColumns(context, dataset) : undefined
  const source = datasetSource(linkedDataSite(context.config), dataset, (resource) => columns?.get(resource))
  const graph = createGraph()
  describeBy(profiles)(graph, source)
  return { graph, subject: source.subject }
}
