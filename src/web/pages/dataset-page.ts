import { dateOf } from '../date-of.ts'
import { datasetJsonLd } from '../dataset-json-ld.ts'
import { resourceTitle, titleOf, type DatasetShown, type ResourceShown } from '../entities.ts'
import { html, type Html } from '../html.ts'
import { declaredFacts } from '../declared-facts.ts'
import { page } from '../layout.ts'
import { markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'
import type { Scheming } from '../../scheming/scheming.ts'

const row = (name: string, value: Html | string | null | false): Html | false =>
  value === null || value === '' || value === false
    ? false
    : html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr> `

const person = (name: string | null, email: string | null): Html | string | null =>
  email ? html`<a href="mailto:${email}">${name || email}</a>` : name

const isLink = (url: string | null | undefined): url is string => /^https?:\/\//i.test(url ?? '')

const resourceItem = (root: string, name: string, resource: ResourceShown): Html =>
  html`<li>
    <a href="${root}/dataset/${name}/resource/${resource.id}">${resourceTitle(resource)}</a>
    ${resource.format !== '' && html`<span class="label">${resource.format}</span>`}
    <div class="soft">${resource.description}</div>
  </li> `

const linked = (text: string): Html | string => (isLink(text) ? html`<a href="${text}">${text}</a>` : text)

function facts(shown: DatasetShown, root: string, scheming: Scheming): Html {
  return html`<table>
    ${row('Organization', shown.organization && html`<a href="${root}/organization/${shown.organization.name}">${titleOf(shown.organization)}</a>`)}
    ${row('Licence', isLink(shown.license_url) ? html`<a href="${shown.license_url}">${shown.license_title}</a>` : shown.license_title)}
    ${row('Source', isLink(shown.url) ? html`<a href="${shown.url}">${shown.url}</a>` : shown.url)}
    ${row('Author', person(shown.author, shown.author_email))}
    ${row('Maintainer', person(shown.maintainer, shown.maintainer_email))} ${row('Version', shown.version)}
    ${row('State', shown.state !== 'active' && shown.state)} ${row('Created', dateOf(shown.metadata_created))}
    ${row('Last changed', dateOf(shown.metadata_modified))}
    ${declaredFacts(scheming, shown).map(([label, text]) => row(label, linked(text)))}
    ${(shown.extras ?? []).map(({ key, value }) => row(key, linked(value)))}
  </table>`
}

/** What a dataset is, and where its data lies. */
export function datasetPage({ services, root, site }: PageRequest, shown: DatasetShown): string {
  const title = titleOf(shown)
  return page({
    title,
    root,
    config: services.config,
    head: html`<link rel="canonical" href="${site}/dataset/${shown.name}" />
      ${datasetJsonLd(shown, services.config)}`,
    body: html`<h1>${title} ${shown.private && html`<span class="label">Private</span>`}</h1>
      ${shown.notes ? markdownHtml(shown.notes) : html`<p class="soft">This dataset has no description.</p>`}
      <h2>Data and resources</h2>
      ${shown.resources.length === 0 && html`<p class="soft">This dataset has no data.</p>`}
      <ul class="plain">
        ${shown.resources.map((resource) => resourceItem(root, shown.name, resource))}
      </ul>
      ${shown.tags.length > 0 && html`<p>${shown.tags.map((tag) => html`<a class="label" href="${root}/dataset/?tags=${encodeURIComponent(tag.name)}">${tag.display_name}</a> `)}</p>`}
      <h2>More about this dataset</h2>
      ${facts(shown, root, services.scheming)}
      <p class="soft">
        The same for programs: <a href="${root}/api/3/action/package_show?id=${shown.name}">package_show</a>
      </p>`,
  })
}
