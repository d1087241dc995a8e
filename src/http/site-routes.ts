import { Router } from 'express'
import type { Services } from '../kernel/context.ts'
import { sendAnswer } from './send-answer.ts'

/** CKAN's own, to the letter. */
const ROBOTS = `User-agent: *
Disallow: /dataset/rate/
Disallow: /revision/
Disallow: /dataset/*/history
Disallow: /api/
Crawl-Delay: 10


`

/** What stands beside the pages. */
export function siteRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get('/robots.txt', async (req, res) => {
    const type = 'text/plain; charset=utf-8'
    await sendAnswer(req, res, { status: 200, type, isPersonal: false, config: services.config }, ROBOTS)
  })
  return router
}
