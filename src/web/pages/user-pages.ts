import { dateOf } from '../date-of.ts'
import { html } from '../html.ts'
import { page } from '../layout.ts'
import { markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'
import { pager, PER_PAGE, readPage } from '../paging.ts'

interface UserShown {
  readonly name: string
  readonly display_name: string
  readonly about: string | null
  readonly created: string
  readonly number_created_packages: number
}

/** Everybody who has an account, in pages. */
export async function userListPage({ root, query, services, show }: PageRequest): Promise<string> {
  const number = readPage(query)
  const q = query.get('q') ?? ''
  const users = await show<readonly string[]>('user_list', { q, all_fields: false })
  const shown = users.slice((number - 1) * PER_PAGE, number * PER_PAGE)
  return page({
    title: 'Users',
    root,
    config: services.config,
    body: html`<h1>Users</h1>
      <ul class="plain">
        ${shown.map((name) => html`<li><a href="${root}/user/${name}">${name}</a></li> `)}
      </ul>
      ${pager(`${root}/user/`, query, number, users.length)}`,
  })
}

/** One user. */
export async function userPage({ root, services, show }: PageRequest, id: string): Promise<string> {
  const user = await show<UserShown>('user_show', { id })
  return page({
    title: user.display_name,
    root,
    config: services.config,
    body: html`<h1>${user.display_name}</h1>
      ${user.about ? markdownHtml(user.about) : html`<p class="soft">No description.</p>`}
      <p class="soft">
        Here since ${dateOf(user.created)}, created ${user.number_created_packages} datasets.
      </p>`,
  })
}
