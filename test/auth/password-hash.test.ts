import { hashPassword, verifyPassword } from '../../src/auth/password-hash.ts'

it('knows its own passwords, and no others', async () => {
  const hash = await hashPassword('correct-horse')
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/)
  expect(hash).not.toContain('correct-horse')
  expect(await verifyPassword('correct-horse', hash)).toBe(true)
  expect(await verifyPassword('battery-staple', hash)).toBe(false)
})

it('knows the passwords that CKAN hashed', async () => {
  const hash =
    '$pbkdf2-sha512$25000$Uqq1VkrJeU9JCcG4F0KoFQ$lg3m15qLVps4p800CHe/elbNzfVcGQOdufE23IaZTdDPaH5WUH6EgMZOYYZOmx.ZcvOjd669NsafRwaTMh5Mhw'
  expect(await verifyPassword('correct-hörse', hash)).toBe(true)
  expect(await verifyPassword('battery-staple', hash)).toBe(false)
})

it.each(['', 'plain', '$pbkdf2-sha512$25000$x', '$pbkdf2-sha512$0$x$y', '$bcrypt$12$x$y'])(
  'takes %j for no hash',
  async (hash) => {
    expect(await verifyPassword('correct-horse', hash)).toBe(false)
  },
)
