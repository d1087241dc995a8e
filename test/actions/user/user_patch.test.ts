import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const patch = (data: object, as?: string) => site.post('user_patch', data, as)

describe('user_patch', () => {
  test('changes the given fields alone', async () => {
    await patch({ id: 'ann', fullname: 'Ann Patched' }, 'ann')
    expect((await patch({ id: 'ann', about: 'About' }, 'ann')).result).toMatchObject({
      fullname: 'Ann Patched',
      about: 'About',
      email: 'ann@example.com',
    })
    expect(await patch({ id: 'ann', email: null }, 'ann')).toMatchObject({
      status: 409,
      error: { email: ['Missing value'] },
    })
  })

  test('keeps what only sysadmins may change', async () => {
    await patch({ id: 'bob', plugin_extras: { p: { a: 1 } } }, 'admin')
    expect((await patch({ id: 'bob', plugin_extras: { p: { a: 2 } } }, 'bob')).result).not.toHaveProperty(
      'plugin_extras',
    )
    expect(
      (await site.get('user_show', { id: 'bob', include_plugin_extras: true }, 'admin')).result,
    ).toMatchObject({
      plugin_extras: { p: { a: 1 } },
    })
  })

  test('says other things of unknown ids to sysadmins than to others', async () => {
    expect(await patch({}, 'admin')).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
    expect(await patch({}, 'bob')).toMatchObject({
      status: 409,
      error: { message: 'Missing id, can not get User object' },
    })
    expect(await patch({ id: 'nobody' }, 'admin')).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
    for (const id of ['nobody', 5, ['ann']]) {
      expect(await patch({ id }, 'bob')).toMatchObject({
        status: 403,
        error: { message: 'Access denied: User not found' },
      })
    }
    expect(await patch({ id: 'ann', fullname: 'x' }, 'bob')).toMatchObject({ status: 403 })
    expect(await patch({ id: 'ann', fullname: 'x' })).toMatchObject({ status: 403 })
  })

  test('takes a picture in, replaces it, and refuses what is none', async () => {
    const image = () =>
      site.form('user_patch', 'ann').field('id', 'ann').attach('image_upload', PNG, {
        filename: 'my face.png',
        contentType: 'image/png',
      })
    const shown = (answer: { readonly body: { readonly result: unknown } }) =>
      answer.body.result as { readonly image_url: string; readonly image_display_url: string }
    const stored = async (name: string): Promise<boolean> =>
      (await site.app.services.files.size(`user/${name}`)) !== undefined
    const first = shown(await image())
    expect(first.image_url).toMatch(/^\d{4}-\d\d-\d\d-\d{6}\.\d{6}my-face\.png$/)
    expect(first.image_display_url).toBe(`http://ckan.test/uploads/user/${first.image_url}`)
    const second = shown(await image())
    expect([await stored(first.image_url), await stored(second.image_url)]).toEqual([false, true])
    const text = site
      .form('user_patch', 'ann')
      .field('id', 'ann')
      .attach('image_upload', Buffer.from('text'), {
        filename: 'face.png',
        contentType: 'image/png',
      })
    expect(await text).toMatchObject({
      status: 409,
      body: { error: { image_upload: ['Unsupported upload type: text/plain'] } },
    })
    const { result } = await patch({ id: 'ann', clear_upload: true }, 'ann')
    expect(result).toMatchObject({ image_url: '' })
    expect(await stored(second.image_url)).toBe(false)
  })

  test('keeps no picture of a call that was refused', async () => {
    const refused = await site
      .form('user_patch', 'ann')
      .field('id', 'ann')
      .field('email', 'bob@example.com')
      .attach('image_upload', PNG, { filename: 'left.png', contentType: 'image/png' })
    expect(refused.status).toBe(409)
    const { 'ckanister.data': folder } = site.app.services.config
    expect(readdirSync(join(folder, 'files', 'user'))).toEqual([])
    expect(readdirSync(join(folder, 'tmp'))).toEqual([])
    expect((await site.get('user_show', { id: 'ann' })).result).toMatchObject({ image_url: '' })
  })
})
