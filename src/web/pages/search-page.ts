import { datasetList } from '../dataset-list.ts'
import { html } from '../html.ts'
import { page } from '../layout.ts'
import type { PageRequest } from '../page-request.ts'

/** All datasets, searched and in pages. */
export async function searchPage(request: PageRequest): Promise<string> {
  const { root, services } = request
  const list = await datasetList(request, '/dataset/')
  return page({
    title: 'Datasets',
    root,
    config: services.config,
    head: html`<link
      rel="alternate"
      type="application/atom+xml"
      href="${root}/feeds/dataset.atom"
      title="New datasets"
    />`,
    body: html`<h1>Datasets</h1>
      ${list}`,
  })
}
