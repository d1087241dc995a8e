import { Router } from 'express'
import { callAction } from '../../actions/call.ts'
import { DomainError } from '../../core/errors.ts'
import { toJson } from '../../core/json.ts'
import type { Services } from '../../kernel/context.ts'
import { PageError } from '../page-error.ts'
import { requestCaller } from '../request-caller.ts'
import { sendAnswer } from '../send-answer.ts'

/** `/dcat.json`: the catalogue page by page, an empty list past the end (plugin dcat_json_interface). */
export function dcatJsonRoutes(services: Services): Router {
  const { config } = services
  const router = Router({ strict: true, caseSensitive: true })
  if (!config['ckan.plugins'].includes('dcat_json_interface')) return router
  router.get('/dcat.json', async (req, res) => {
    const query = new URLSearchParams(req.url.split('?')[1] ?? '')
    const names = ['page', 'modified_since', 'q', 'fq']
    const params = Object.fromEntries(names.map((name) => [name, query.get(name)]))
    const caller = await requestCaller(req, services)
    const datasets = await callAction(services, 'dcat_datasets_list', params, caller).catch(
      (error: unknown) => {
        throw error instanceof DomainError ? new PageError(409) : error
      },
    )
    const head = { status: 200, type: 'application/json', isPersonal: false, config }
    await sendAnswer(req, res, head, toJson(datasets))
  })
  return router
}
