import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
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
import { PAGE_TYPE } from './send-answer.ts'
import { siteRoutes } from './site-routes.ts'
import { sitemapRoutes } from './sitemap-routes.ts'
import { utilRoutes } from './util-routes.ts'

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Express answers OPTIONS by itself, with a text; CKAN sends none, and names OPTIONS among what may be asked. */
const shortenOptions: RequestHandler = (req, res, next) => {
  if (req.method === 'OPTIONS') {
    const end = res.end.bind(res) as (...args: readonly unknown[]) => Response
    res.end = ((...args: readonly unknown[]) => {
      const allowed = res.getHeader('Allow')
      if (typeof allowed !== 'string') return end(...args)
      const all = new Set(['HEAD', ...allowed.split(', '), 'OPTIONS'])
      res.setHeader('Allow', [...all].join(', '))
      res.setHeader('Content-Length', 0)
      res.setHeader('Content-Type', PAGE_TYPE)
      return end()
    }) as typeof res.end
  }
  next()
}

/** Everything but the action API; `pages` are what people read. */
export function createSite(services: Services, pages: Router): Express {
  const site = express()
  site.disable('x-powered-by')
  site.disable('etag')
  site.enable('strict routing')
  site.enable('case sensitive routing')
  site.use(
    shortenOptions,
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
