import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

const digest = (key: string): string => hash('sha256', key, 'base64url')

/**
 * A key that lets its holder set a user's password once.
 *
 * @param lifetime seconds
 * @returns `key`, to be told to the user; `stored`, to be kept: the end of its life and a hash, no key itself
 */
export function newResetKey(lifetime: number): { readonly key: string; readonly stored: string } {
  const key = randomBytes(16).toString('hex')
  return { key, stored: `${Date.now() + lifetime * 1000}.${digest(key)}` }
}

/** Whether this is the key that was stored, in its lifetime. */
export function isResetKey(stored: string | null, given: unknown): boolean {
  const [end, expected] = (stored ?? '').split('.')
  if (expected === undefined || typeof given !== 'string' || Date.now() > Number(end)) return false
  const hashed = Buffer.from(digest(given))
  return hashed.length === expected.length && timingSafeEqual(hashed, Buffer.from(expected))
}
