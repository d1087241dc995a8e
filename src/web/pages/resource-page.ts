import { dateOf } from '../date-of.ts'
import { resourceTitle, titleOf, type DatasetShown, type ResourceShown } from '../entities.ts'
import { html, type Html } from '../html.ts'
import { page } from '../layout.ts'
import { markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'

const address = (url: string): Html | string =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}">${url}</a>` : url

/** One file or link of a dataset. */
export function resourcePage(
  { services, root }: PageRequest,
  shown: DatasetShown,
  resource: ResourceShown,
): string {
  const title = resourceTitle(resource)
  return page({
    title,
    root,
    config: services.config,
    body: html`<p class="soft"><a href="${root}/dataset/${shown.name}">${titleOf(shown)}</a></p>
      <h1>${title} ${resource.format !== '' && html`<span class="label">${resource.format}</span>`}</h1>
      <p>${address(resource.url)}</p>
      ${resource.description !== null && markdownHtml(resource.description)}
      <table>
        <tr>
          <th scope="row">Created</th>
          <td>${dateOf(resource.created)}</td>
        </tr>
        <tr>
          <th scope="row">Last changed</th>
          <td>${dateOf(resource.last_modified)}</td>
        </tr>
        <tr>
          <th scope="row">Media type</th>
          <td>${resource.mimetype}</td>
        </tr>
        <tr>
          <th scope="row">Size</th>
          <td>${resource.size !== null && `${String(resource.size)} bytes`}</td>
        </tr>
      </table>`,
  })
}
