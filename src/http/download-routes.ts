import { Router, type Request, type Response } from 'express'
import { callAction } from '../actions/call.ts'
import { JsonText } from '../core/json-text.ts'
import { guessMimetype } from '../core/guess-mimetype.ts'
import { findUpload } from '../files/find-upload.ts'
import type { Services } from '../kernel/context.ts'
import { linkAddress } from './link-address.ts'
import { PageError } from './page-error.ts'
import { redirectPage } from './redirect-page.ts'
import { requestCaller } from './request-caller.ts'
import { requestToken } from './request-token.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'
import { sendFile } from './send-file.ts'

interface ShownResource {
  readonly id: string
  readonly url: string
  readonly url_type?: string | null
  readonly mimetype?: string | null
}

interface DownloadPath {
  readonly id: string
  readonly rid: string
  readonly filename?: string
}

/**
 * The resource, if the caller may see it. The dataset in the path must be one that the caller may see, too, but need
 * not be the resource's own.
 */
async function findResource(req: Request<DownloadPath>, services: Services): Promise<ShownResource> {
  const caller = await requestCaller(req, services)
  const shown = await callAction(services, 'resource_show', { id: req.params.rid }, caller)
  await callAction(services, 'package_show', { id: req.params.id }, caller)
  return (shown instanceof JsonText ? shown.parse() : shown) as ShownResource
}

async function download(req: Request<DownloadPath>, res: Response, services: Services): Promise<void> {
  const resource = await findResource(req, services)
  const { config, files } = services
  const isPersonal = requestToken(req, config) !== undefined
  if (resource.url_type === 'upload') {
    const file = await findUpload(services, resource.id)
    if (!file) throw new PageError(404, 'No download is available')
    const filename = req.params.filename ?? resource.url.split('/').at(-1) ?? ''
    await sendFile(req, res, files, file, { mimetype: resource.mimetype ?? null, filename, isPersonal })
    return
  }
  const address = linkAddress(resource.url)
  if (address === undefined) throw new PageError(404, 'No download is available')
  res.setHeader('Location', address)
  await sendAnswer(req, res, { status: 302, type: PAGE_TYPE, isPersonal, config }, redirectPage(address))
}

/** Images of groups, organizations and users; their names are made here, so the name says what they are. */
async function image(
  req: Request<{ owner: string; name: string }>,
  res: Response,
  services: Services,
): Promise<void> {
  const { owner, name } = req.params
  const key = `${owner}/${name}`
  const size = await services.files.size(key)
  if (size === undefined) throw new PageError(404)
  const head = { mimetype: guessMimetype(name) ?? null, filename: name, isPersonal: false }
  await sendFile(req, res, services.files, { key, size }, head)
}

/** Files that users uploaded, under CKAN's addresses; links redirect to where they lead. */
export function downloadRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.get('/:type/:id/resource/:rid/download{/:filename}', (req, res) => download(req, res, services))
  router.get('/uploads/:owner/:name', (req, res) => image(req, res, services))
  return router
}
