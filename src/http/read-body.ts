import type { IncomingMessage } from 'node:http'
import { BadRequest } from '../core/errors.ts'
import { BodyTooLarge } from './body-too-large.ts'

/**
 * The whole body of a request.
 *
 * @param limit bytes
 * @throws BodyTooLarge as soon as more has come or is announced; the rest is read and thrown away
 * @throws BadRequest when the client goes away before the end
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const refuse = (): void => {
      chunks.length = 0
      req.removeAllListeners('data')
      req.resume()
      reject(new BodyTooLarge(limit))
    }
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      refuse()
      return
    }
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) refuse()
      else chunks.push(chunk)
    })
    req.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
    })
    const giveUp = (): void => {
      if (!req.readableEnded) reject(new BadRequest('The request ended too early'))
    }
    req.on('error', giveUp)
    req.on('close', giveUp)
  })
}
