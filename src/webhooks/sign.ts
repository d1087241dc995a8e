import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** A secret that signs what is sent, as the Standard Webhooks specification writes it. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/**
 * The headers of a message by the Standard Webhooks specification.
 *
 * @param id the same for each attempt at the same message
 * @param seconds since 1970
 */
export function signedHeaders(
  secret: string,
  id: string,
  seconds: number,
  body: string,
): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key)
    .update(`${id}.${String(seconds)}.${body}`)
    .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
    'Content-Type': 'application/json',
  }
}
