import type { Router } from 'express'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Services } from '../kernel/context.ts'
import { answerError } from './answer-error.ts'
import { createApiHandler, type ApiOptions } from './api-handler.ts'
import { allowOrigin } from './cors.ts'
import { logFault } from './log-fault.ts'
import { redirectPage } from './redirect-page.ts'
import { readTarget, type RequestTarget } from './request-target.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'

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

export interface SiteOptions extends ApiOptions {
  /** Reads and makes the pages, when the first of them is asked for. */
  readonly loadPages: () => Promise<Router>
}

/** Answers every request: the action API directly, the rest through Express. */
export function createRequestListener(services: Services, options: SiteOptions): RequestListener {
  const answerApi = createApiHandler(services, options)
  // Express is read when it is first needed: the start is faster without.
  let site: Promise<RequestListener> | undefined
  const loadSite = async (): Promise<RequestListener> => {
    const { createSite } = await import('./create-site.ts')
    return createSite(services, await options.loadPages())
  }
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const target = readTarget(req.url ?? '/', services.config)
    allowOrigin(req, res, services.config)
    if (target.movedTo !== undefined) {
      await redirect(req, res, services, target)
      return
    }
    if (target.path.startsWith('/api') && (await answerApi(req, res, target))) return
    req.url = target.query === '' ? target.path : `${target.path}?${target.query}`
    site ??= loadSite()
    const answerPage = await site
    answerPage(req, res)
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
