import { Router, type Request, type Response } from 'express'
import { siteAddress } from '../../config/site-address.ts'
import type { Services } from '../../kernel/context.ts'
import { requestCaller } from '../request-caller.ts'
import { sendAnswer } from '../send-answer.ts'
import { ATOM_TYPE, atomText } from './atom.ts'
import { buildFeed } from './build-feed.ts'
import { readFeedQuery } from './feed-query.ts'
import { feedSubject } from './feed-subject.ts'
import { JSON_FEED_TYPE, jsonFeedText } from './json-feed.ts'

interface FeedPath {
  readonly kind: string
  readonly name?: string
  readonly format: string
}

async function answerFeed(req: Request<FeedPath>, res: Response, services: Services): Promise<void> {
  const { kind, name, format } = req.params
  const [path = '', query = ''] = req.url.split('?')
  const pairs = readFeedQuery(query)
  const caller = await requestCaller(req, services)
  const subject = await feedSubject(kind, name, pairs, services, caller)
  const feed = await buildFeed({ subject, pairs, path }, services, caller)
  const head = { status: 200, isPersonal: false, config: services.config }
  if (format === 'atom') {
    await sendAnswer(req, res, { ...head, type: ATOM_TYPE }, atomText(feed))
    return
  }
  const address = (page: number): string => {
    const search = new URLSearchParams()
    for (const [key, value] of pairs) if (key !== 'page') search.append(key, value)
    if (page > 1) search.set('page', String(page))
    return `${siteAddress(services.config)}${path}${search.size > 0 ? `?${search.toString()}` : ''}`
  }
  const { current, isLast } = feed.pages
  const pages = { self: address(current), next: isLast ? undefined : address(current + 1) }
  await sendAnswer(req, res, { ...head, type: JSON_FEED_TYPE }, jsonFeedText(feed, pages))
}

/** What is new, as CKAN's Atom feeds, and each as JSON Feed too (`.json`). Only public datasets, for everybody. */
export function feedRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get(/^\/feeds\/(?<kind>dataset|custom)\.(?<format>atom|json)$/, (req, res) =>
    answerFeed(req as unknown as Request<FeedPath>, res, services),
  )
  router.get(/^\/feeds\/(?<kind>organization|group|tag)\/(?<name>[^/]+)\.(?<format>atom|json)$/, (req, res) =>
    answerFeed(req as unknown as Request<FeedPath>, res, services),
  )
  return router
}
