import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { BadRequest, ValidationError } from '../../core/errors.ts'
import type { Services } from '../../kernel/context.ts'
import { errorAnswer } from '../envelope.ts'
import { helpAddress } from '../help-address.ts'
import { logFault } from '../log-fault.ts'
import { requestCaller } from '../request-caller.ts'
import type { RequestTarget } from '../request-target.ts'
import { sendJson } from '../send-json.ts'
import { answerSpool, type AnswerSpool } from './answer-spool.ts'
import type { BulkKey } from './bulk-journal.ts'
import { readBulkOptions } from './bulk-options.ts'
import { runBulk } from './run-bulk.ts'

const MEGABYTE = 1024 * 1024
/** Answers that wait for a client who is still sending, bytes. */
const SPOOL = 256 * MEGABYTE
/** Nobody else can write while a dry run lasts. */
const DRY_RUN = { lines: 10_000, bytes: 32 * MEGABYTE }
const KEY = /^[\x21-\x7e]{1,200}$/

/** @throws BadRequest for a request that holds no JSON lines */
function checkRequest({ method, headers }: IncomingMessage): void {
  if (method !== 'POST')
    throw new BadRequest('JSON Error: Invalid request. Please use POST method for your request')
  if (/^multipart\//i.test(headers['content-type'] ?? ''))
    throw new BadRequest("Files can't be sent in bulk: send JSON lines, and files with single calls")
  const coding = headers['content-encoding'] ?? 'identity'
  if (coding !== 'identity')
    throw new BadRequest(`Content-Encoding ${coding} is not supported: send plain JSON lines`)
}

/** @throws ValidationError for a key that can't be used */
function readKey(req: IncomingMessage, owner: string | undefined, isDryRun: boolean): BulkKey | undefined {
  const key = req.headers['idempotency-key']
  if (key === undefined) return undefined
  const refuse = (message: string) => new ValidationError({ idempotency_key: [message] })
  if (typeof key !== 'string' || !KEY.test(key))
    throw refuse('It must be 1 to 200 ASCII characters without blanks')
  if (isDryRun) throw refuse('A dry run does nothing that could be repeated: leave it out')
  if (owner === undefined) throw refuse('Send an API token with it: keys belong to users')
  return { owner, key }
}

async function streamAnswers(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  target: RequestTarget,
  spool: AnswerSpool,
): Promise<void> {
  checkRequest(req)
  const options = readBulkOptions(target.query)
  const { user } = await requestCaller(req, services)
  const key = readKey(req, user?.id, options.dryRun)
  let isTooMuch = false
  const begin = (): void => {
    if (res.headersSent) return
    res.writeHead(200, {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      // Proxies that collect answers would keep them from a client who waits for them.
      'X-Accel-Buffering': 'no',
    })
  }
  await runBulk(services, req.iterator({ destroyOnReturn: false }), {
    options,
    key,
    caller: () => requestCaller(req, services),
    dryRunLimit: DRY_RUN,
    isAborted: () => res.destroyed,
    onAnswers: async (answers) => {
      if (options.dryRun && !isTooMuch && spool.isFull()) {
        isTooMuch = true
        throw new ValidationError({
          dry_run: ['The answers are too large: ask for less of them with return=id'],
        })
      }
      begin()
      await spool.write(answers.map(({ text }) => text).join(''))
    },
    onFault: (error) => {
      logFault(error, { method: 'POST', path: target.path })
    },
  })
  begin()
  await spool.end()
}

/**
 * `POST /api/3/action/bulk`: JSON lines of calls in, JSON lines of answers out, while they come (see docs/bulk.md).
 *
 * @param folder for answers that the client does not take yet
 */
export async function answerBulk(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  target: RequestTarget,
  folder: string,
): Promise<void> {
  const spool = answerSpool(res, join(folder, `bulk-${randomUUID()}`), SPOOL)
  try {
    await streamAnswers(req, res, services, target, spool)
  } catch (error) {
    if (res.headersSent || res.destroyed) {
      if (!res.destroyed) logFault(error, { method: 'POST', path: target.path })
      res.destroy()
      return
    }
    const refused = errorAnswer(helpAddress(services.config, target.locale, 'bulk'), error)
    if (refused.isFault) logFault(error, { method: 'POST', path: target.path })
    await sendJson(req, res, { ...refused, isPersonal: true, services }, '')
  } finally {
    // What is left of the lines is of no interest, but a client that is sending them reads no answer before.
    req.resume()
    await spool.close()
  }
}
