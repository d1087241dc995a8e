import type { IncomingMessage, ServerResponse } from 'node:http'
import { DomainError, NotAuthorized, NotFound } from '../core/errors.ts'
import type { Services } from '../kernel/context.ts'
import { errorAnswer } from './envelope.ts'
import { logFault } from './log-fault.ts'
import { PageError } from './page-error.ts'
import { sendErrorPage } from './send-error-page.ts'

function statusOf(error: unknown): number {
  if (error instanceof PageError) return error.status
  if (error instanceof NotFound) return 404
  if (error instanceof NotAuthorized) return 403
  // Pages know no envelope: whatever else an action refuses is a bad request.
  if (error instanceof DomainError || error instanceof URIError) return 400
  return errorAnswer('', error).status
}

/** Answers an error as a page; where an answer is under way already, it is broken off. */
export async function answerError(
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
): Promise<void> {
  const status = statusOf(error)
  if (status >= 500) logFault(error, { method: req.method ?? '', path: (req.url ?? '').split('?')[0] ?? '' })
  if (res.headersSent) {
    res.destroy()
    return
  }
  for (const name of ['Content-Length', 'Content-Disposition', 'ETag']) res.removeHeader(name)
  // Says how long the file is that does not reach so far.
  if (status !== 416) res.removeHeader('Content-Range')
  await sendErrorPage(req, res, services.config, status, error instanceof PageError ? error.message : '')
}
