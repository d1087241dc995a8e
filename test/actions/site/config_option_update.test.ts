import { type StartedApp, startApp } from '../../support/start-app.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'], env: { CKAN__UPLOAD__ADMIN__TYPES: 'image' } })
})
afterAll(() => site.close())

const update = (data: object, as = 'admin') => site.post('config_option_update', data, as)
const show = (key: unknown, as = 'admin') => site.post('config_option_show', { key }, as)

describe('config_option_update, _show and _list', () => {
  test('change options while the site runs', async () => {
    const changed = { 'ckan.site_title': 'My portal', 'ckan.site_description': 'Open data' }
    expect(await update(changed)).toMatchObject({ status: 200, result: changed })
    expect((await site.get('status_show')).result).toMatchObject({
      site_title: 'My portal',
      site_description: 'Open data',
    })
    expect((await show('ckan.site_title')).result).toBe('My portal')
    expect((await update({ 'ckan.site_about': { a: [1, null] }, 'ckan.theme': null })).result).toEqual({
      'ckan.site_about': '{"a": [1, null]}',
    })
    expect((await update({})).result).toEqual({})
  })

  test('know CKAN’s options and no others', async () => {
    expect((await site.get('config_option_list', {}, 'admin')).result).toEqual([
      'ckan.site_title',
      'ckan.site_logo',
      'ckan.site_url',
      'ckan.site_description',
      'ckan.site_about',
      'ckan.site_intro_text',
      'ckan.site_custom_css',
      'ckan.theme',
      'logo_upload',
      'clear_logo_upload',
    ])
    expect(await update({ 'no.such': 'x', other: 'y', 'ckan.site_title': 'Lost' })).toMatchObject({
      status: 409,
      error: { message: "Configuration option(s) 'no.such other' can not be updated" },
    })
    expect((await show('ckan.site_title')).result).toBe('My portal')
    expect((await show('ckan.plugins')).error).toMatchObject({
      message: "Configuration option 'ckan.plugins' can not be shown",
    })
    expect((await site.post('config_option_show', {}, 'admin')).error).toMatchObject({
      key: ['Missing value'],
    })
    expect((await show('SECRET_KEY')).status).toBe(409)
  })

  test('take a logo in, and remove it', async () => {
    const image = { filename: 'logo.png', contentType: 'image/png' }
    const { body } = await site.form('config_option_update', 'admin').attach('logo_upload', PNG, image)
    const name = (body as { result: Record<string, string> }).result['ckan.site_logo'] ?? ''
    expect((await show('ckan.site_logo')).result).toBe(`/uploads/admin/${name}`)
    expect(await site.app.services.files.size(`admin/${name}`)).toBe(PNG.length)
    await update({ clear_logo_upload: true, 'ckan.site_logo': '' })
    expect((await show('ckan.site_logo')).result).toBe('')
    expect(await site.app.services.files.size(`admin/${name}`)).toBeUndefined()
    const text = site.form('config_option_update', 'admin').attach('logo_upload', Buffer.from('x'), image)
    expect(await text).toMatchObject({ status: 409, body: { error: { logo_upload: [expect.any(String)] } } })
  })

  test('are for sysadmins', async () => {
    for (const as of ['sam', 'nobody']) {
      const refused = { status: 403, error: { message: 'Access denied' } }
      expect(await update({ 'ckan.site_title': 'Mine' }, as)).toMatchObject(refused)
      expect(await show('ckan.site_title', as)).toMatchObject(refused)
      expect(await site.get('config_option_list', {}, as)).toMatchObject(refused)
    }
  })
})
