import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'anna', 'bob'] })
})
afterAll(() => site.close())

const found = async (data: object, as?: string) =>
  ((await site.post('user_autocomplete', data, as)).result as { name: string }[]).map(({ name }) => name)

test('user_autocomplete finds users by part of the name', async () => {
  expect(await found({ q: 'AN' })).toEqual(['ann', 'anna'])
  expect(await found({ q: 'an', ignore_self: true }, 'ann')).toEqual(['anna'])
  expect(await found({ q: 'an', limit: '1' })).toEqual(['ann'])
  expect(await found({ q: '', limit: 0 })).toEqual([])
  expect(await found({ q: null })).toEqual(['admin', 'ann', 'anna', 'bob'])
  expect(await found({ q: 'bob@example' }, 'admin')).toEqual(['bob'])
  expect(await found({ q: 'bob@example' }, 'ann')).toEqual([])
})

test('user_autocomplete asks for a text and a number', async () => {
  expect(await site.get('user_autocomplete')).toMatchObject({ status: 409, error: { q: ['Missing value'] } })
  expect(await site.get('user_autocomplete', { q: 'a', limit: 'x' })).toMatchObject({
    status: 409,
    error: { limit: ['Invalid integer'] },
  })
})
