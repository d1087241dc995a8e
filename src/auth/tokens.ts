import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { now } from '../core/time.ts'
import type { Store } from '../store/store.ts'
import type { UserRow } from '../store/users.ts'

const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')
/** A token's use is written down at most this often, milliseconds. */
const ACCESS_INTERVAL = 60_000

/** CKAN's spelling: `string:…` or `file:…`; without a prefix the text itself. */
function secretOf(config: Config): string {
  const text = config['api_token.jwt.encode.secret'] || config.SECRET_KEY
  if (text.startsWith('file:')) return readFileSync(text.slice(5), 'utf8').trim()
  return text.startsWith('string:') ? text.slice(7) : text
}

const sign = (config: Config, text: string): Buffer =>
  createHmac('sha256', secretOf(config)).update(text).digest()

/** The id under which a token is kept: its `jti` can't be read back from it. */
export const tokenId = (jti: string): string => createHash('sha256').update(jti).digest('base64url')

/** A new token: the text for the client, shown once, and the id under which it is kept. */
export function newToken(config: Config): { readonly token: string; readonly id: string } {
  const jti = randomBytes(config['api_token.nbytes']).toString('base64url')
  const claims = Buffer.from(JSON.stringify({ jti, iat: Math.floor(Date.now() / 1000) })).toString(
    'base64url',
  )
  const signed = `${HEADER}.${claims}`
  return { token: `${signed}.${sign(config, signed).toString('base64url')}`, id: tokenId(jti) }
}

/** The id of a token that this site signed; undefined for any other text. */
function verifyToken(config: Config, token: string): string | undefined {
  const [header, claims, signature, ...rest] = token.split('.')
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0)
    return undefined
  const given = Buffer.from(signature, 'base64url')
  const expected = sign(config, `${header}.${claims}`)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  try {
    const { jti } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
      readonly jti?: unknown
    }
    return typeof jti === 'string' ? tokenId(jti) : undefined
  } catch {
    return undefined
  }
}

/** Tokens whose signature was found right, with their ids, for the secret they were signed with; the newest. */
const verified = { secret: '', ids: new Map<string, string>() }
const MOST_VERIFIED = 1000

/** The same; a client sends its token with every request, and a signature takes as long as looking up its user. */
export function readToken(config: Config, token: string): string | undefined {
  const secret = secretOf(config)
  if (verified.secret !== secret) {
    verified.secret = secret
    verified.ids.clear()
  }
  const known = verified.ids.get(token)
  if (known !== undefined) return known
  const id = verifyToken(config, token)
  if (id === undefined) return undefined
  if (verified.ids.size === MOST_VERIFIED) verified.ids.clear()
  verified.ids.set(token, id)
  return id
}

const age = (time: string | null): number => (time === null ? Infinity : Date.now() - Date.parse(`${time}Z`))

/** The active user of a token; undefined (anonymous) for an unknown, revoked or expired one. Notes that it was used. */
export async function identify(
  { config, store }: { readonly config: Config; readonly store: Store },
  token: string | undefined,
): Promise<UserRow | undefined> {
  const id = token === undefined ? undefined : readToken(config, token.trim())
  const row = id === undefined ? undefined : await store.apiTokens.get(id)
  if (!row || (row.expires_at !== null && row.expires_at < now())) return undefined
  const user = await store.users.find(row.user_id)
  if (user?.state !== 'active') return undefined
  if (age(row.last_access) > ACCESS_INTERVAL) {
    await store.write(async (tx) => {
      const time = now()
      await tx.apiTokens.touch(row.id, time)
      if (age(user.last_active) > config['ckan.user.last_active_interval'] * 1000) {
        await tx.users.touch(user.id, time)
      }
    })
  }
  return user
}
