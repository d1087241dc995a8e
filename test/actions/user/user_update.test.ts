import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const update = (data: object, as?: string) => site.post('user_update', { id: 'ann', ...data }, as)
const email = 'ann@example.com'

describe('user_update', () => {
  test('changes what is given and keeps the rest', async () => {
    await update({ email, fullname: 'Ann One', about: 'About Ann' }, 'ann')
    expect((await update({ email }, 'ann')).result).toMatchObject({ fullname: 'Ann One', about: 'About Ann' })
    expect((await update({ email, fullname: '', about: null }, 'ann')).result).toMatchObject({
      fullname: '',
      display_name: 'ann',
      about: 'About Ann',
    })
  })

  test('changes the password', async () => {
    const hash = async () =>
      (
        (await site.get('user_show', { id: 'ann', include_password_hash: true }, 'admin')).result as {
          password_hash: string
        }
      ).password_hash
    const before = await hash()
    expect((await update({ email, password: '' }, 'ann')).status).toBe(200)
    expect(await hash()).toBe(before)
    expect((await update({ email, password: 'another-long-one' }, 'ann')).status).toBe(200)
    expect(await hash()).not.toBe(before)
    expect(await update({ email, password: null }, 'ann')).toMatchObject({
      status: 409,
      error: { password: ['Passwords must be strings'] },
    })
  })

  test.each([
    [{}, { email: ['Missing value'] }],
    [
      { email: 'bob@example.com' },
      { email: ["The email address 'bob@example.com' belongs to a registered user."] },
    ],
    [{ email, name: 'annika' }, { name: ['That login name can not be modified.'] }],
    [{ email, name: 'bob' }, { name: ['That login name is not available.'] }],
    [{ email, password: 'short' }, { password: ['Your password must be 8 characters or longer'] }],
  ])('refuses %j of oneself', async (data, errors) => {
    expect(await update(data, 'ann')).toMatchObject({ status: 409, error: errors })
  })

  test('lets nobody become a sysadmin, or change others', async () => {
    expect(
      (await update({ email, sysadmin: true, state: 'deleted', password_hash: 'x' }, 'ann')).result,
    ).toMatchObject({ sysadmin: false, state: 'active' })
    const { id } = (await site.get('user_show', { id: 'ann' })).result as { readonly id: string }
    expect(await update({ email }, 'bob')).toMatchObject({
      status: 403,
      error: { message: `Access denied: User bob not authorized to edit user ${id}` },
    })
    for (const key of ['guess', '', null, undefined]) {
      expect(await update({ email, reset_key: key })).toMatchObject({
        status: 403,
        error: { message: 'Access denied: Have to be logged in to edit user' },
      })
    }
  })

  test('asks for an id, and for one that exists', async () => {
    expect(await site.post('user_update', {})).toMatchObject({
      status: 409,
      error: { id: ['Missing value'] },
    })
    expect(await update({ id: 'nobody', email }, 'ann')).toMatchObject({
      status: 404,
      error: { message: 'Not found: User was not found.' },
    })
  })

  test('lets sysadmins rename', async () => {
    expect((await update({ email, name: 'annika' }, 'admin')).result).toMatchObject({ name: 'annika' })
    expect((await site.get('user_show', { id: 'ann' })).status).toBe(404)
    expect((await site.get('user_show', {}, 'ann')).result).toMatchObject({ name: 'annika' })
  })
})
