import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config/config.ts'
import { errorPage } from './error-page.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'

/** Sends the error page of a status. */
export async function sendErrorPage(
  req: IncomingMessage,
  res: ServerResponse,
  config: Config,
  status: number,
  message = '',
): Promise<void> {
  const head = { status, type: PAGE_TYPE, isPersonal: true, config }
  await sendAnswer(req, res, head, errorPage(status, config['ckan.site_title'], message))
}
