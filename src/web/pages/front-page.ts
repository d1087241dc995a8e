import { html } from '../html.ts'
import { page } from '../layout.ts'
import { markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'

/** Where a visitor begins: a search, and how programs begin. */
export async function frontPage({ root, services, show }: PageRequest): Promise<string> {
  const { config } = services
  const { count } = await show<{ readonly count: number }>('package_search', { rows: 0 })
  const intro = config['ckan.site_intro_text']
  return page({
    title: '',
    root,
    config,
    body: html`<h1>${config['ckan.site_title']}</h1>
      ${intro === '' ? html`<p>${config['ckan.site_description']}</p>` : markdownHtml(intro)}
      <form action="${root}/dataset/" method="get" role="search">
        <input
          type="search"
          name="q"
          aria-label="Search datasets"
          placeholder="Search ${count.toLocaleString('en')} datasets"
        />
        <button>Search</button>
      </form>
      <p>
        Programs begin at CKAN's action API, for example
        <a href="${root}/api/3/action/package_search">package_search</a>,
        <a href="${root}/api/3/action/organization_list">organization_list</a> and
        <a href="${root}/api/3/action/status_show">status_show</a>.
        <a href="${root}/api/docs">The API's documentation</a> lists all of it.
      </p>`,
  })
}
