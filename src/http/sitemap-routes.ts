import { Router, type Request, type Response } from 'express'
import { siteAddress } from '../config/site-address.ts'
import type { Services } from '../kernel/context.ts'
import { escapeHtml } from './escape-html.ts'
import { PageError } from './page-error.ts'
import { sendAnswer } from './send-answer.ts'

/** A fifth of what sitemaps.org allows in a file: made at once, without keeping others waiting. */
const PER_FILE = 10_000
const SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const START = '<?xml version="1.0" encoding="UTF-8"?>\n'

async function sendXml(req: Request, res: Response, { config }: Services, text: string): Promise<void> {
  const head = { status: 200, type: 'application/xml; charset=utf-8', isPersonal: false, config }
  await sendAnswer(req, res, head, text)
}

async function answerIndex(req: Request, res: Response, services: Services): Promise<void> {
  const site = escapeHtml(siteAddress(services.config))
  const files = Math.ceil((await services.store.packages.lastNumber()) / PER_FILE)
  const lines = Array.from(
    { length: files },
    (_, n) => `<sitemap><loc>${site}/sitemap/${String(n + 1)}.xml</loc></sitemap>\n`,
  )
  await sendXml(req, res, services, `${START}<sitemapindex ${SCHEMA}>\n${lines.join('')}</sitemapindex>\n`)
}

async function answerFile(req: Request<{ n: string }>, res: Response, services: Services): Promise<void> {
  const n = Number(req.params.n)
  const { packages } = services.store
  if ((n - 1) * PER_FILE >= (await packages.lastNumber())) throw new PageError(404)
  const site = escapeHtml(siteAddress(services.config))
  const shown = await packages.publicBetween((n - 1) * PER_FILE, n * PER_FILE)
  const lines = shown.map(
    ({ name, metadata_modified }) =>
      `<url><loc>${site}/dataset/${escapeHtml(encodeURIComponent(name))}</loc><lastmod>${metadata_modified.slice(0, 10)}</lastmod></url>\n`,
  )
  await sendXml(req, res, services, `${START}<urlset ${SCHEMA}>\n${lines.join('')}</urlset>\n`)
}

/** Every public dataset's page for search engines (sitemaps.org): an index of files that never shift. */
export function sitemapRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get('/sitemap.xml', (req, res) => answerIndex(req, res, services))
  router.get(/^\/sitemap\/(?<n>[1-9]\d{0,8})\.xml$/, (req, res) =>
    answerFile(req as unknown as Request<{ n: string }>, res, services),
  )
  return router
}
