import { titleOf, type DatasetShown } from '../entities.ts'
import { html } from '../html.ts'
import { page } from '../layout.ts'
import type { PageRequest } from '../page-request.ts'

/** The groups that a dataset is in. */
export function datasetGroupsPage({ services, root }: PageRequest, shown: DatasetShown): string {
  const title = titleOf(shown)
  return page({
    title: `Groups: ${title}`,
    root,
    config: services.config,
    body: html`<p class="soft"><a href="${root}/dataset/${shown.name}">${title}</a></p>
      <h1>Groups</h1>
      <ul class="plain">
        ${shown.groups.map(
          (group) => html`<li><a href="${root}/group/${group.name}">${titleOf(group)}</a></li> `,
        )}
      </ul>
      ${shown.groups.length === 0 && html`<p class="soft">This dataset is in no group.</p>`}`,
  })
}
