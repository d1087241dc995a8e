import { startApp } from '../../support/start-app.ts'

test('status_show says what the site is', async () => {
  const site = await startApp()
  expect((await site.get('status_show')).result).toEqual({
    site_title: 'CKAN',
    site_description: '',
    site_url: 'http://ckan.test',
    ckan_version: '2.11.5',
    error_emails_to: '',
    locale_default: 'en',
    extensions: ['activity', 'datastore', 'text_view', 'image_view', 'datatables_view'],
  })
  await site.close()
})

test('status_show names the version last', async () => {
  const site = await startApp()
  const shown = (await site.get('status_show')).result as object
  expect(Object.keys(shown).at(-1)).toBe('ckan_version')
  await site.close()
})

test('status_show keeps the version to sysadmins where it is hidden', async () => {
  const site = await startApp({ users: ['sam'], env: { CKAN__HIDE_VERSION: 'true' } })
  for (const as of ['sam', undefined]) {
    expect((await site.get('status_show', {}, as)).result).not.toHaveProperty('ckan_version')
  }
  expect((await site.get('status_show', {}, 'admin')).result).toHaveProperty('ckan_version')
  await site.close()
})
