import type { IncomingMessage, ServerResponse } from 'node:http'
import { BadRequest } from '../core/errors.ts'
import type { Services } from '../kernel/context.ts'
import { errorAnswer, type Answer } from './envelope.ts'
import { jsonpScript } from './jsonp.ts'
import { parseForm } from './parse-form.ts'
import { JSON_TYPE, SCRIPT_TYPE, sendAnswer } from './send-answer.ts'

export interface JsonAnswer extends Omit<Answer, 'body'> {
  /** ASCII. */
  readonly body: string | Buffer
  readonly isPersonal: boolean
  readonly services: Services
  /** See AnswerHead. */
  readonly compressed?: Map<string, Buffer> | undefined
}

/** The name of the function that a script asks for, in its query string. */
function callbackOf(query: string): string | undefined {
  if (!query.includes('callback')) return undefined
  const { callback } = parseForm(query)
  return typeof callback === 'string' || callback === undefined ? callback : callback[0]
}

/** Sends JSON; as a script where the query string of a GET names a `callback`. Errors stay JSON. */
export async function sendJson(
  req: IncomingMessage,
  res: ServerResponse,
  answer: JsonAnswer,
  query: string,
): Promise<void> {
  const { status, body, isPersonal, services, compressed } = answer
  const head = { isPersonal, config: services.config }
  const callback = req.method === 'GET' && status === 200 ? callbackOf(query) : undefined
  if (callback === undefined) {
    await sendAnswer(req, res, { ...head, status, type: JSON_TYPE, compressed }, body)
    return
  }
  try {
    await sendAnswer(
      req,
      res,
      { ...head, status, type: SCRIPT_TYPE },
      jsonpScript(callback, body.toString('latin1')),
    )
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    const refused = errorAnswer('', error)
    await sendAnswer(req, res, { ...head, status: refused.status, type: JSON_TYPE }, refused.body)
  }
}
