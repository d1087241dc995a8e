import { pbkdf2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt's cost: 2^15 blocks of 8 × 128 bytes, about 32 MB and 60 ms. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32

const derive = (password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })

/** `scrypt$N$r$p$salt$key`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

const isSame = (actual: Buffer, expected: Buffer): boolean =>
  actual.length === expected.length && timingSafeEqual(actual, expected)

/** passlib's base64: a dot for the plus, nothing at the end. */
const fromPasslib = (text: string): Buffer => Buffer.from(text.replaceAll('.', '+'), 'base64')

const PASSLIB = /^\$pbkdf2-sha512\$([1-9]\d{0,6})\$([A-Za-z0-9./]*)\$([A-Za-z0-9./]+)$/

const derivePasslib = (password: string, salt: Buffer, rounds: number, size: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    pbkdf2(password, salt, rounds, size, 'sha512', (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })

/** Whether the password is the one that was hashed, here or by CKAN (passlib's `$pbkdf2-sha512$`); false for a hash of another make. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const passlib = PASSLIB.exec(hash)
  if (passlib) {
    const [, rounds, salt = '', key = ''] = passlib
    const expected = fromPasslib(key)
    return isSame(await derivePasslib(password, fromPasslib(salt), Number(rounds), expected.length), expected)
  }
  const [kind, N, r, p, salt, key] = hash.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64url')
  const cost = { ...COST, N: Number(N), r: Number(r), p: Number(p) }
  return isSame(await derive(password, Buffer.from(salt, 'base64url'), cost), expected)
}
