import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.post(
    'organization_create',
    { name: 'office', users: [{ name: 'ann', capacity: 'editor' }] },
    'admin',
  )
})
afterAll(() => site.close())

const remove = (data: object, as?: string) => site.post('user_delete', data, as)

describe('user_delete', () => {
  test('is for sysadmins, who alone hear that there is no such user', async () => {
    for (const as of ['ann', 'bob', undefined]) {
      for (const data of [{ id: 'ann' }, { id: 'nobody' }, {}]) {
        expect(await remove(data, as)).toMatchObject({ status: 403, error: { message: 'Access denied' } })
      }
    }
    expect(await remove({}, 'admin')).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
    expect(await remove({ id: 'nobody' }, 'admin')).toMatchObject({
      status: 404,
      error: { message: 'Not found: User "nobody" was not found.' },
    })
  })

  test('ends memberships and tokens, keeps the name, frees the address', async () => {
    expect(await remove({ id: 'ann' }, 'admin')).toMatchObject({ status: 200, result: null })
    expect(await remove({ id: 'ann' }, 'admin')).toMatchObject({ status: 200, result: null })
    expect((await site.get('user_show', { id: 'ann' })).result).toMatchObject({ state: 'deleted' })
    expect((await site.get('user_list', { all_fields: false })).result).toEqual(['admin', 'bob'])
    expect((await site.get('user_autocomplete', { q: 'ann' })).result).toEqual([])
    expect((await site.get('user_show', {}, 'ann')).status).toBe(404)
    expect((await site.post('user_patch', { id: 'ann', fullname: 'x' }, 'ann')).status).toBe(403)
    const { result } = await site.get('member_list', { id: 'office', object_type: 'user' }, 'admin')
    expect(result).toHaveLength(1)
    const person = { name: 'ann', email: 'ann@example.com', password: 'long-enough' }
    expect((await site.post('user_create', person, 'admin')).error).toMatchObject({
      name: ['That login name is not available.'],
    })
    expect((await site.post('user_create', { ...person, name: 'ann-again' }, 'admin')).status).toBe(200)
  })

  test('can be taken back, with another address where the old one was taken', async () => {
    expect((await site.post('user_patch', { id: 'ann', state: 'active' }, 'admin')).error).toMatchObject({
      email: ["The email address 'ann@example.com' belongs to a registered user."],
    })
    await site.post('user_patch', { id: 'ann', state: 'active', email: 'other@example.com' }, 'admin')
    expect((await site.get('user_show', {}, 'ann')).result).toMatchObject({ name: 'ann', state: 'active' })
  })
})
