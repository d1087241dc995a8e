import { Router } from 'express'
import { siteAddress } from '../config/site-address.ts'
import type { Services } from '../kernel/context.ts'
import { escapeHtml } from './escape-html.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'

/** CKAN's own, to the letter. */
const ROBOTS = `User-agent: *
Disallow: /dataset/rate/
Disallow: /revision/
Disallow: /dataset/*/history
Disallow: /api/
Crawl-Delay: 10


`

function frontPage(services: Services): string {
  const { config } = services
  const api = escapeHtml(`${siteAddress(config)}/api/3/action/`)
  const title = escapeHtml(config['ckan.site_title'])
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
<p>${escapeHtml(config['ckan.site_description'])}</p>
<p>This site answers CKAN's action API, for example
<a href="${api}package_search">package_search</a>, <a href="${api}organization_list">organization_list</a> and
<a href="${api}status_show">status_show</a>. <a href="api/docs">The API's documentation</a> lists all of it.</p>
</body>
</html>
`
}

/** The front page and robots.txt. */
export function siteRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get('/', async (req, res) => {
    await sendAnswer(
      req,
      res,
      { status: 200, type: PAGE_TYPE, isPersonal: false, config: services.config },
      frontPage(services),
    )
  })
  router.get('/robots.txt', async (req, res) => {
    const type = 'text/plain; charset=utf-8'
    await sendAnswer(req, res, { status: 200, type, isPersonal: false, config: services.config }, ROBOTS)
  })
  return router
}
