import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann'] })
})
afterAll(() => site.close())

const purge = (data: object, as?: string) => site.post('organization_purge', data, as)

describe('organization_purge', () => {
  test('is for sysadmins, who hear first what is unknown', async () => {
    await site.post(
      'organization_create',
      { name: 'kept', users: [{ name: 'ann', capacity: 'admin' }] },
      'admin',
    )
    for (const as of [undefined, 'ann']) {
      expect(await purge({}, as)).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
      expect(await purge({ id: 'nothing' }, as)).toMatchObject({
        status: 404,
        error: { message: 'Not found: Organization was not found' },
      })
      expect(await purge({ id: 'kept' }, as)).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
  })

  test('frees the name and lets deleted datasets go', async () => {
    await site.post('organization_create', { name: 'above' }, 'admin')
    await site.post('organization_create', { name: 'office', groups: [{ name: 'above' }] }, 'admin')
    await site.post('organization_create', { name: 'below', groups: [{ name: 'office' }] }, 'admin')
    await site.post('package_create', { name: 'inside', owner_org: 'office' }, 'admin')
    expect(await purge({ id: 'office' }, 'admin')).toMatchObject({
      status: 409,
      error: { message: 'Organization cannot be purged while it still has datasets' },
    })
    await site.post('package_delete', { id: 'inside' }, 'admin')
    expect(await purge({ id: 'office' }, 'admin')).toMatchObject({ status: 200, result: null })
    expect(await site.post('organization_show', { id: 'office' }, 'admin')).toMatchObject({ status: 404 })
    expect(await site.post('package_show', { id: 'inside' }, 'admin')).toMatchObject({
      result: { owner_org: null, organization: null, state: 'deleted' },
    })
    expect(await site.post('organization_show', { id: 'below' })).toMatchObject({ result: { groups: [] } })
    expect(await site.post('organization_create', { name: 'office' }, 'admin')).toMatchObject({ status: 200 })
  })
})
