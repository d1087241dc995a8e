import { linkedDataSite } from '../catalogue/package/linked-data-site.ts'
import type { Config } from '../config/config.ts'
import type { DatasetShown as Described } from '../dcat/dataset-shown.ts'
import { createGraph } from '../dcat/graph.ts'
import { describeBy } from '../dcat/profiles.ts'
import { datasetSource } from '../dcat/source.ts'
import { writeJsonLd } from '../dcat/writers/write-json-ld.ts'
import type { DatasetShown } from './entities.ts'
import { html, Html } from './html.ts'

/** The dataset for Google's Dataset Search, as the profile `schemaorg` describes it, in a script element of data. */
export function datasetJsonLd(shown: DatasetShown, config: Config): Html {
  const graph = createGraph()
  describeBy(['schemaorg'])(graph, datasetSource(linkedDataSite(config), shown as unknown as Described))
  // "<" can't end the script element early.
  const text = writeJsonLd(graph).replaceAll('<', '\\u003c')
  return html`<script type="application/ld+json">
    ${new Html(text)}
  </script>`
}
