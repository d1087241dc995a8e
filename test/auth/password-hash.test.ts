import { hashPassword, verifyPassword } from '../../src/auth/password-hash.ts'

it('knows its own passwords, and no others', async () => {
  const hash = await hashPassword('correct-horse')
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/)
  expect(hash).not.toContain('correct-horse')
  expect(await verifyPassword('correct-horse', hash)).toBe(true)
  expect(await verifyPassword('battery-staple', hash)).toBe(false)
  expect(await verifyPassword('correct-horse', '$pbkdf2-sha512$25000$x$y')).toBe(false)
})
