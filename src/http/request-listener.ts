import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { DomainError, NotAuthorized, NotFound } from '../core/errors.ts'
import type { Services } from '../kernel/context.ts'
import { createApiHandler, type ApiOptions } from './api-handler.ts'
import { allowOrigin } from './cors.ts'
import { downloadRoutes } from './download-routes.ts'
import { errorAnswer } from './envelope.ts'
import { logFault } from './log-fault.ts'
import { PageError } from './page-error.ts'
import { redirectPage } from './redirect-page.ts'
import { readTarget, type RequestTarget } from './request-target.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'
import { sendErrorPage } from './send-error-page.ts'
import { siteRoutes } from './site-routes.ts'
import { utilRoutes } from './util-routes.ts'

function statusOf(error: unknown): number {
  if (error instanceof PageError) return error.status
  if (error instanceof NotFound) return 404
  if (error instanceof NotAuthorized) return 403
  // Pages know no envelope: whatever else an action refuses is a bad request.
  if (error instanceof DomainError || error instanceof URIError) return 400
  return errorAnswer('', error).status
}

async function answerError(
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
): Promise<void> {
  const status = statusOf(error)
  if (status >= 500) logFault(error, { method: req.method ?? '', path: (req.url ?? '').split('?')[0] ?? '' })
  if (res.headersSent) {
    res.destroy()
    return
  }
  for (const name of ['Content-Length', 'Content-Range', 'Content-Disposition', 'ETag'])
    res.removeHeader(name)
  await sendErrorPage(req, res, services.config, status, error instanceof PageError ? error.message : '')
}

/** Everything but the action API. */
function createSite(services: Services): Express {
  const site = express()
  site.disable('x-powered-by')
  site.disable('etag')
  site.enable('strict routing')
  site.enable('case sensitive routing')
  site.use(siteRoutes(services), utilRoutes(services), downloadRoutes(services))
  site.use((req) => {
    throw new PageError(req.method === 'GET' || req.method === 'HEAD' ? 404 : 405)
  })
  const onError: ErrorRequestHandler = (error: unknown, req, res, _next) =>
    answerError(error, req, res, services)
  site.use(onError)
  return site
}

async function redirect(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  { movedTo }: RequestTarget,
): Promise<void> {
  const address = services.config['ckan.site_url'] + (movedTo ?? '')
  res.setHeader('Location', address)
  const head = { status: 308, type: PAGE_TYPE, isPersonal: false, config: services.config }
  await sendAnswer(req, res, head, redirectPage(address))
}

/** Answers every request: the action API directly, the rest through Express. */
export function createRequestListener(services: Services, options: ApiOptions): RequestListener {
  const answerApi = createApiHandler(services, options)
  const site = createSite(services)
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const target = readTarget(req.url ?? '/', services.config)
    allowOrigin(req, res, services.config)
    if (target.movedTo !== undefined) {
      await redirect(req, res, services, target)
      return
    }
    if (target.path.startsWith('/api') && (await answerApi(req, res, target))) return
    req.url = target.query === '' ? target.path : `${target.path}?${target.query}`
    site(req, res)
  }
  return (req, res) => {
    answer(req, res)
      .catch((error: unknown) => answerError(error, req, res, services))
      .catch((error: unknown) => {
        logFault(error, { method: req.method ?? '', path: '' })
        res.destroy()
      })
  }
}
