import express, { type ErrorRequestHandler, type Express, type Router } from 'express'
import type { Services } from '../kernel/context.ts'
import { answerError } from './answer-error.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { downloadRoutes } from './download-routes.ts'
import { dumpRoutes } from './dump/dump-routes.ts'
import { feedRoutes } from './feeds/feed-routes.ts'
import { croissantRoutes } from './linked-data/croissant-routes.ts'
import { dataJsonRoutes } from './linked-data/data-json-routes.ts'
import { dcatJsonRoutes } from './linked-data/dcat-json-routes.ts'
import { linkedDataRoutes } from './linked-data/linked-data-routes.ts'
import { PageError } from './page-error.ts'
import { siteRoutes } from './site-routes.ts'
import { sitemapRoutes } from './sitemap-routes.ts'
import { utilRoutes } from './util-routes.ts'

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Everything but the action API; `pages` are what people read. */
export function createSite(services: Services, pages: Router): Express {
  const site = express()
  site.disable('x-powered-by')
  site.disable('etag')
  site.enable('strict routing')
  site.enable('case sensitive routing')
  site.use(
    siteRoutes(services),
    sitemapRoutes(services),
    docsRoutes(services),
    utilRoutes(services),
    downloadRoutes(services),
    dumpRoutes(services),
    feedRoutes(services),
    linkedDataRoutes(services),
    croissantRoutes(services),
    dcatJsonRoutes(services),
    dataJsonRoutes(services),
    pages,
  )
  site.use((req) => {
    throw new PageError(READING.has(req.method) ? 404 : 405)
  })
  const onError: ErrorRequestHandler = (error: unknown, req, res, _next) =>
    answerError(error, req, res, services)
  site.use(onError)
  return site
}
