import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['greta'] })
  const users = [{ name: 'greta', capacity: 'admin' }]
  await site.post('group_create', { name: 'above', users }, 'admin')
  await site.post('group_create', { name: 'below', groups: [{ name: 'above' }], users: [] }, 'admin')
  await site.post('organization_create', { name: 'org', users }, 'admin')
  await site.post('group_update', { id: 'below', users: [] }, 'admin')
})
afterAll(() => site.close())

const names = async (as?: string, data: object = {}) => {
  const { result } = await site.post('group_list_authz', data, as)
  return (result as readonly { readonly name: string }[]).map(({ name }) => name)
}

describe('group_list_authz', () => {
  it('lists the groups in which the caller has a role, none for a guest', async () => {
    expect(await names('greta')).toEqual(['above'])
    expect(await names()).toEqual([])
  })

  it('lists every group to a sysadmin, or with am_member those of a role', async () => {
    expect(await names('admin')).toEqual(['above', 'below'])
    expect(await names('admin', { am_member: true })).toEqual(['above'])
  })
})
