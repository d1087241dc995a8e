import { Router, type Request, type Response } from 'express'
import { callAction } from '../actions/call.ts'
import { isResetKey } from '../auth/reset-key.ts'
import { askForReset } from '../catalogue/user/password-reset.ts'
import { ValidationError } from '../core/errors.ts'
import { PageError } from '../http/page-error.ts'
import { parseForm } from '../http/parse-form.ts'
import { readBody } from '../http/read-body.ts'
import type { Services } from '../kernel/context.ts'
import { pageRequest, type PageRequest } from './page-request.ts'
import { askResetPage, choosePasswordPage, passwordSetPage, resetAskedPage } from './pages/reset-pages.ts'
import { sendPage } from './send-page.ts'

const MOST_BYTES = 10_000

async function readForm(req: Request): Promise<(name: string) => string> {
  const form = parseForm((await readBody(req, MOST_BYTES)).toString())
  return (name) => {
    const value = form[name]
    return typeof value === 'string' ? value : ''
  }
}

interface ResetLink {
  readonly id: string
  readonly key: string
}

/** @throws PageError 403 where the key in the address is none, or no longer */
async function readLink({ query, services }: PageRequest, id: string): Promise<ResetLink> {
  const key = query.get('key') ?? ''
  const user = await services.store.users.find(id)
  if (!user || user.state === 'deleted' || !isResetKey(user.reset_key, key)) {
    throw new PageError(403, 'This link does not hold, or no longer. Ask for a new one.')
  }
  return { id: user.id, key }
}

/** Sets the password of who holds the link; an invited user is active from then on. @returns what is wrong with it */
async function setPassword(
  services: Services,
  { id }: ResetLink,
  first: string,
  second: string,
): Promise<string | undefined> {
  if (first !== second) return 'The passwords are not the same.'
  const operator = { user: undefined, operator: true }
  try {
    await callAction(services, 'user_patch', { id, password: first, state: 'active' }, operator)
    return undefined
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    const messages = error.errors['password']
    return Array.isArray(messages) ? messages.join(' ') : 'The password was refused.'
  }
}

async function choose(req: Request<{ id: string }>, res: Response, services: Services): Promise<void> {
  const request = await pageRequest(req, services)
  const link = await readLink(request, req.params.id)
  if (req.method !== 'POST') {
    await sendPage(req, res, services, choosePasswordPage(request, link))
    return
  }
  const form = await readForm(req)
  const problem = await setPassword(services, link, form('password1'), form('password2'))
  const made =
    problem === undefined ? passwordSetPage(request) : choosePasswordPage(request, { ...link, problem })
  await sendPage(req, res, services, made)
}

async function ask(req: Request, res: Response, services: Services): Promise<void> {
  const request = await pageRequest(req, services)
  if (req.method !== 'POST') {
    await sendPage(req, res, services, askResetPage(request))
    return
  }
  const form = await readForm(req)
  await sendPage(
    req,
    res,
    services,
    resetAskedPage(request, await askForReset(services, form('user').trim())),
  )
}

/** Where the links of invitations and forgotten passwords lead. */
export function resetRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router
    .route('/user/reset')
    .get((req, res) => ask(req, res, services))
    .post((req, res) => ask(req, res, services))
  router
    .route('/user/reset/:id')
    .get((req, res) => choose(req, res, services))
    .post((req, res) => choose(req, res, services))
  return router
}
