import { once } from 'node:events'
import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as secure } from 'node:https'
import { BadRequest } from '../../core/errors.ts'
import type { BulkFlags, BulkJob } from './bulk-command.ts'

async function send(req: ClientRequest, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) {
    if (req.destroyed) return
    if (!req.write(chunk)) await Promise.race([once(req, 'drain'), once(req, 'close')])
  }
  req.end()
}

async function textOf(res: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of res as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function tell(res: IncomingMessage, onAnswers: BulkJob['onAnswers']): Promise<void> {
  res.setEncoding('utf8')
  let rest = ''
  for await (const part of res as AsyncIterable<string>) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    await onAnswers(
      lines.map((text) => ({ text: `${text}\n`, isRefused: text.includes('"success": false') })),
    )
  }
}

/**
 * Sends lines to a running server, and reads its answers meanwhile.
 *
 * @throws BadRequest when the server refuses the whole, or ends its answer too early
 */
export async function bulkRemote(address: string, job: BulkJob, flags: BulkFlags): Promise<void> {
  const { batch, dryRun, stopOnError } = job.options
  const url = new URL(`${address.replace(/\/+$/, '')}/api/3/action/bulk`)
  url.search = new URLSearchParams({
    batch: String(batch),
    dry_run: String(dryRun),
    stop_on_error: String(stopOnError),
    return: job.options.return,
  }).toString()
  const token = flags.token ?? process.env['CKANISTER_TOKEN']
  const req = (url.protocol === 'https:' ? secure : plain)(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-ndjson',
      ...(token === undefined ? {} : { Authorization: token }),
      ...(flags.key === undefined ? {} : { 'Idempotency-Key': flags.key }),
    },
  })
  const answered = once(req, 'response') as Promise<[IncomingMessage]>
  const sent = send(req, job.chunks)
  // Why it ended is told by the answer, or by its absence.
  sent.catch((error: unknown) => req.destroy(error as Error))
  try {
    const [res] = await answered
    if (res.statusCode !== 200)
      throw new BadRequest(`The server answered ${res.statusCode ?? 0}: ${(await textOf(res)).slice(0, 500)}`)
    await tell(res, job.onAnswers)
    await sent
  } catch (error) {
    req.destroy()
    if (error instanceof BadRequest) throw error
    const again = flags.key === undefined ? '' : ' Run it again with the same key.'
    throw new BadRequest(`The connection to ${url.host} broke: ${(error as Error).message}.${again}`)
  }
}
