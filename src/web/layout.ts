import type { Config } from '../config/config.ts'
import { html, Html } from './html.ts'

const STYLE = new Html(`
:root{--line:#d0d7de;--ink:#1f2328;--soft:#59636e;--accent:#0b5c8a}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:#fff}
header,main,footer{max-width:60rem;margin:0 auto;padding:1rem}
header{border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline}
footer{border-top:1px solid var(--line);color:var(--soft);margin-top:2rem}
a{color:var(--accent)} h1{font-size:1.6rem;line-height:1.2} h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%} th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{width:12rem;font-weight:600} ul.plain{list-style:none;padding:0} ul.plain>li{padding:.6rem 0;border-bottom:1px solid var(--line)}
.soft{color:var(--soft)} .label{border:1px solid var(--line);border-radius:.3rem;padding:0 .4rem;font-size:.85em}
form{display:flex;gap:.5rem} input[type=search]{flex:1;font:inherit;padding:.4rem} button{font:inherit;padding:.4rem 1rem}
`)

export interface PageContent {
  readonly title: string
  /** Start of addresses on this site. */
  readonly root: string
  readonly config: Config
  readonly body: Html
  /** What stands in the head besides: linked data, feeds. */
  readonly head?: Html
}

/** A whole page: plain HTML and one style, nothing from elsewhere, no scripts. */
export const page = ({ title, root, config, body, head }: PageContent): string => {
  const site = config['ckan.site_title']
  return html`<!DOCTYPE html>
    <html lang="${config['ckan.locale_default']}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === '' ? site : `${title} - ${site}`}</title>
        <style>
          ${STYLE}
        </style>
        ${head}
      </head>
      <body>
        <header>
          <strong><a href="${root}/">${site}</a></strong>
          <nav>
            <a href="${root}/dataset/">Datasets</a> · <a href="${root}/organization/">Organizations</a> ·
            <a href="${root}/group/">Groups</a> · <a href="${root}/about">About</a> ·
            <a href="${root}/api/docs">API</a>
          </nav>
        </header>
        <main>${body}</main>
        <footer>${config['ckan.site_description']}</footer>
      </body>
    </html> `.text
}
