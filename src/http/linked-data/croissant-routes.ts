import { Router } from 'express'
import { callAction } from '../../actions/call.ts'
import { NotAuthorized } from '../../core/errors.ts'
import type { Services } from '../../kernel/context.ts'
import { PageError } from '../page-error.ts'
import { requestCaller } from '../request-caller.ts'
import { requestToken } from '../request-token.ts'
import { sendAnswer } from '../send-answer.ts'

/** `/dataset/<id>/croissant.jsonld` (plugin croissant). */
export function croissantRoutes(services: Services): Router {
  const { config } = services
  const router = Router({ strict: true, caseSensitive: true })
  if (!config['ckan.plugins'].includes('croissant')) return router
  router.get('/dataset/:id/croissant.jsonld', async (req, res) => {
    const caller = await requestCaller(req, services)
    const text = await callAction(services, 'croissant_dataset_show', { id: req.params.id }, caller).catch(
      (error: unknown) => {
        // As pages do: nobody learns what exists (CKAN).
        throw error instanceof NotAuthorized ? new PageError(404) : error
      },
    )
    const isPersonal = requestToken(req, config) !== undefined
    await sendAnswer(
      req,
      res,
      { status: 200, type: 'application/ld+json', isPersonal, config },
      text as string,
    )
  })
  return router
}
