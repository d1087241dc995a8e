import { dateOf } from '../date-of.ts'
import { datasetList } from '../dataset-list.ts'
import { titleOf, type GroupShown } from '../entities.ts'
import { html } from '../html.ts'
import { page } from '../layout.ts'
import { excerpt, markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'
import { pager, PER_PAGE, readPage } from '../paging.ts'

export type GroupKind = 'organization' | 'group'

const PLURAL = { organization: 'Organizations', group: 'Groups' } as const

const find = ({ show }: PageRequest, kind: GroupKind, id: string): Promise<GroupShown> =>
  show(`${kind}_show`, { id, include_datasets: false, include_users: false, include_extras: false })

/** All organizations or groups, in pages. */
export async function groupListPage(request: PageRequest, kind: GroupKind): Promise<string> {
  const { root, query, services, show } = request
  const number = readPage(query)
  const names = await show<readonly string[]>(`${kind}_list`, {})
  const groups = await show<readonly GroupShown[]>(`${kind}_list`, {
    all_fields: true,
    limit: PER_PAGE,
    offset: (number - 1) * PER_PAGE,
  })
  return page({
    title: PLURAL[kind],
    root,
    config: services.config,
    body: html`<h1>${PLURAL[kind]}</h1>
      <ul class="plain">
        ${groups.map(
          (group) =>
            html`<li>
              <a href="${root}/${kind}/${group.name}">${titleOf(group)}</a>
              <span class="soft">${group.package_count} datasets</span>
              <div>${excerpt(group.description)}</div>
            </li> `,
        )}
      </ul>
      ${pager(`${root}/${kind}/`, query, number, names.length)}`,
  })
}

/** One organization or group with its datasets. */
export async function groupPage(request: PageRequest, kind: GroupKind, id: string): Promise<string> {
  const { root, services } = request
  const group = await find(request, kind, id)
  const field = kind === 'group' ? 'groups' : 'organization'
  const list = await datasetList(request, `/${kind}/${group.name}`, [`${field}:"${group.name}"`])
  return page({
    title: titleOf(group),
    root,
    config: services.config,
    head: html`<link
      rel="alternate"
      type="application/atom+xml"
      href="${root}/feeds/${kind}/${group.name}.atom"
      title="New datasets"
    />`,
    body: html`<h1>${titleOf(group)}</h1>
      ${group.description !== '' && markdownHtml(group.description)}
      <p><a href="${root}/${kind}/about/${group.name}">About</a></p>
      ${list}`,
  })
}

/** What an organization or group says of itself. */
export async function groupAboutPage(request: PageRequest, kind: GroupKind, id: string): Promise<string> {
  const { root, services } = request
  const group = await find(request, kind, id)
  return page({
    title: titleOf(group),
    root,
    config: services.config,
    body: html`<h1>${titleOf(group)}</h1>
      ${group.image_display_url !== '' && html`<p><img src="${group.image_display_url}" alt="" width="200" /></p>`}
      ${group.description === '' ? html`<p class="soft">No description.</p>` : markdownHtml(group.description)}
      <p class="soft">
        Since ${dateOf(group.created)}.
        <a href="${root}/${kind}/${group.name}">${group.package_count} datasets</a>
      </p>`,
  })
}
