import { Router, type Request, type Response } from 'express'
import { callAction } from '../actions/call.ts'
import { findWritableTable } from '../catalogue/datastore/datastore-find.ts'
import { NotAuthorized, NotFound } from '../core/errors.ts'
import type { TableInfo } from '../datastore/door.ts'
import { PageError } from '../http/page-error.ts'
import { parseForm, type FormFields } from '../http/parse-form.ts'
import { readBody } from '../http/read-body.ts'
import { redirectPage } from '../http/redirect-page.ts'
import { refuseNul } from '../http/refuse-nul.ts'
import { PAGE_TYPE, sendAnswer } from '../http/send-answer.ts'
import type { Services } from '../kernel/context.ts'
import { dictionaryForm } from './dictionary-form.ts'
import type { DatasetShown, ResourceShown } from './entities.ts'
import { pageRequest, type PageRequest } from './page-request.ts'
import { dictionaryPage } from './pages/dictionary-page.ts'
import { sendPage } from './send-page.ts'

interface Ids {
  readonly id: string
  readonly rid: string
}

/** A thousand columns with long descriptions. */
const MOST_BYTES = 10_000_000

/** The table, for those who may write it. @throws PageError 404 for all others: nobody learns that it is there */
async function findDictionary({ caller, services }: PageRequest, resourceId: string): Promise<TableInfo> {
  const nothing = (): void => undefined
  const context = { ...services, ...caller, afterCommit: nothing, afterRollback: nothing }
  try {
    return await findWritableTable(context, { resource_id: resourceId, force: true })
  } catch (error) {
    if (error instanceof NotFound || error instanceof NotAuthorized)
      throw new PageError(404, 'Resource not found')
    throw error
  }
}

/** @throws PageError 415 for a body that is no such form: as an empty one it would clear the dictionary */
async function readForm(req: Request): Promise<FormFields> {
  const body = (await readBody(req, MOST_BYTES)).toString()
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (body !== '' && type !== 'application/x-www-form-urlencoded') throw new PageError(415)
  const form = parseForm(body)
  refuseNul({ ...form })
  return form
}

/**
 * Whether a page of another site sent the form. It can't send a token, which comes in a header, and without one nobody
 * may write; but where a proxy adds the token of whoever is logged in there, it could. Browsers say where a form comes from.
 */
function isForeign({ headers }: Request, site: string): boolean {
  const { origin, host } = headers
  if (origin === undefined) return false
  return origin !== new URL(site).origin && (!URL.canParse(origin) || new URL(origin).host !== host)
}

async function save(req: Request<Ids & Record<string, string>>, services: Services): Promise<string> {
  const request = await pageRequest(req, services)
  const { id, rid } = req.params
  if (isForeign(req, request.site)) throw new PageError(403)
  await request.show('package_show', { id })
  const { columns } = await findDictionary(request, rid)
  const infos = dictionaryForm(await readForm(req))
  const fields = columns.map((column, index) => ({ id: column.id, info: infos[index] ?? {} }))
  await callAction(services, 'datastore_create', { resource_id: rid, force: true, fields }, request.caller)
  return `${request.site}/dataset/${id}/dictionary/${rid}`
}

async function show(
  req: Request<Ids & Record<string, string>>,
  res: Response,
  services: Services,
): Promise<void> {
  const request = await pageRequest(req, services)
  const shown = await request.show<DatasetShown>('package_show', { id: req.params.id })
  const { columns } = await findDictionary(request, req.params.rid)
  const resource = await request.show<ResourceShown>('resource_show', { id: req.params.rid })
  await sendPage(req, res, services, dictionaryPage(request, shown, resource, columns))
}

/** CKAN's page of a table's data dictionary, and where its form goes. */
export function dictionaryRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router
    .route('/dataset/:id/dictionary/:rid')
    .get((req, res) => show(req, res, services))
    .post(async (req, res) => {
      const address = await save(req, services)
      res.setHeader('Location', address)
      const head = { status: 302, type: PAGE_TYPE, isPersonal: true, config: services.config }
      await sendAnswer(req, res, head, redirectPage(address))
    })
  return router
}
