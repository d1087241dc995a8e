import { type NextFunction, type Request, type Response, Router } from 'express'
import { callAction } from '../../actions/call.ts'
import { DomainError, NotAuthorized, NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { SUFFIX_TYPES } from '../../dcat/formats.ts'
import type { Services } from '../../kernel/context.ts'
import { PageError } from '../page-error.ts'
import { requestCaller } from '../request-caller.ts'
import { requestToken } from '../request-token.ts'
import { sendAnswer } from '../send-answer.ts'
import { negotiate } from './negotiate.ts'

/**
 * Turtle and N3 without a sign beyond ASCII: CKAN names no charset, and readers that then assume Latin-1 (udata) would
 * garble names. The escapes may stand wherever such signs can: in strings and IRIs.
 */
const escaped = (text: string): string =>
  text.replace(/[^\u0000-\u007f]/gu, (sign) => {
    const hex = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase()
    return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`
  })

async function send(
  req: Request,
  res: Response,
  services: Services,
  asked: { readonly action: string; readonly params: Params; readonly format: string },
): Promise<void> {
  const { action, params, format } = asked
  const { config } = services
  const [path = '', query = ''] = req.url.split('?')
  const caller = { ...(await requestCaller(req, services)), address: { path, query } }
  const text = (await callAction(services, action, { ...params, format }, caller).catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof NotAuthorized || !(error instanceof DomainError))
      throw error
    // What CKAN answers to parameters that mean nothing.
    throw new PageError(409)
  })) as string
  const head = {
    status: 200,
    type: SUFFIX_TYPES[format] ?? '',
    isPersonal: requestToken(req, config) !== undefined,
    config,
  }
  await sendAnswer(req, res, head, format === 'ttl' || format === 'n3' ? escaped(text) : text)
}

const queryOf = (req: Request): URLSearchParams => new URLSearchParams(req.url.split('?')[1] ?? '')

const sendDataset = (req: Request, res: Response, services: Services, id: string, format: string) => {
  const params = { id, profiles: queryOf(req).get('profiles') }
  return send(req, res, services, { action: 'dcat_dataset_show', params, format })
}

const sendCatalog = (req: Request, res: Response, services: Services, format: string) => {
  const query = queryOf(req)
  const names = ['page', 'modified_since', 'q', 'fq', 'profiles']
  const params = Object.fromEntries(names.map((name) => [name, query.get(name)]))
  return send(req, res, services, { action: 'dcat_catalog_show', params, format })
}

/** Datasets and the catalogue as RDF, under the addresses of ckanext-dcat; with content negotiation where it is on. */
export function linkedDataRoutes(services: Services): Router {
  const { config } = services
  const router = Router({ strict: true, caseSensitive: true })
  if (!config['ckan.plugins'].includes('dcat')) return router
  router.get(/^\/dataset(?:_series)?\/([^/]+)\.(rdf|xml|n3|ttl|jsonld)$/, (req, res) => {
    const { 0: id = '', 1: format = '' } = req.params as unknown as Readonly<Record<number, string>>
    return sendDataset(req, res, services, id, format)
  })
  router.get(/^\/catalog\.(rdf|xml|n3|ttl|jsonld)$/, (req, res) => {
    const { 0: format = '' } = req.params as unknown as Readonly<Record<number, string>>
    return sendCatalog(req, res, services, format)
  })
  if (!config['ckanext.dcat.enable_content_negotiation']) return router
  const negotiated =
    (answer: (req: Request, res: Response, format: string) => Promise<void>) =>
    (req: Request, res: Response, next: NextFunction): Promise<void> | undefined => {
      res.vary('Accept')
      const format = negotiate(req.headers.accept)
      if (format !== undefined) return answer(req, res, format)
      next()
      return undefined
    }
  router.get(
    '/dataset/:id',
    negotiated((req, res, format) => sendDataset(req, res, services, String(req.params['id']), format)),
  )
  router.get(
    '/',
    negotiated((req, res, format) => sendCatalog(req, res, services, format)),
  )
  return router
}
