import { startApp } from '../../support/start-app.ts'

test('get_site_user makes the site’s user once, for sysadmins alone', async () => {
  const site = await startApp({ users: ['sam'] })
  for (const as of ['sam', undefined]) {
    expect(await site.get('get_site_user', {}, as)).toMatchObject({
      status: 403,
      error: { message: 'Access denied: Only internal services allowed to use this action' },
    })
  }
  for (const _time of [1, 2]) {
    expect((await site.get('get_site_user', {}, 'admin')).result).toEqual({ name: 'default', apikey: null })
  }
  expect((await site.get('user_list', { all_fields: false })).result).toEqual(['admin', 'sam'])
  await site.close()
})
