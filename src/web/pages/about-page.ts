import { html } from '../html.ts'
import { page } from '../layout.ts'
import { markdownHtml } from '../markdown.ts'
import type { PageRequest } from '../page-request.ts'

/** What the site says of itself. */
export function aboutPage({ root, services }: PageRequest): string {
  const { config } = services
  const about = config['ckan.site_about']
  return page({
    title: 'About',
    root,
    config,
    body: html`<h1>About</h1>
      ${about === '' ? html`<p>${config['ckan.site_title']} is a catalogue of open data. ${config['ckan.site_description']}</p>` : markdownHtml(about)}
      <p>
        Its <a href="${root}/api/docs">API</a> is CKAN's: any program that reads a CKAN site reads this one.
      </p>`,
  })
}

/** Accounts work through API tokens. */
export function loginPage({ root, services }: PageRequest): string {
  return page({
    title: 'Log in',
    root,
    config: services.config,
    body: html`<h1>Log in</h1>
      <p>
        This site is changed through its <a href="${root}/api/docs">API</a>, with an API token in the header
        <code>Authorization</code>. Ask the site's operator for one: <code>ckanister user token NAME</code>.
      </p>`,
  })
}
