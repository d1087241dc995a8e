import { type StartedApp, startApp } from '../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['mary', 'edgar', 'adam'] })
  const users = [
    { name: 'mary', capacity: 'member' },
    { name: 'edgar', capacity: 'editor' },
  ]
  await site.post('organization_create', { name: 'office', users }, 'admin')
  await site.post('organization_delete', { id: 'office' }, 'admin')
  await site.post('package_create', { name: 'hidden', owner_org: 'office', private: true }, 'admin')
})
afterAll(() => site.close())

/** Adam is admin of the topmost of three organizations. */
async function makeFamily(): Promise<void> {
  await site.post(
    'organization_create',
    { name: 'top', users: [{ name: 'adam', capacity: 'admin' }] },
    'admin',
  )
  await site.post('organization_create', { name: 'middle', groups: [{ name: 'top' }] }, 'admin')
  await site.post('organization_create', { name: 'bottom', groups: [{ name: 'middle' }] }, 'admin')
  await site.post('package_create', { name: 'inside', owner_org: 'bottom', private: true }, 'admin')
}

// Asked of a CKAN 2.11.5: its permission labels count active organizations only, its roles count deleted ones too.
describe('private datasets of a deleted organization', () => {
  it('are seen by sysadmins alone', async () => {
    for (const as of ['mary', 'edgar']) {
      expect(await site.post('package_show', { id: 'hidden' }, as)).toMatchObject({ status: 403 })
      expect(
        await site.post('package_search', { q: 'name:hidden', include_private: true }, as),
      ).toMatchObject({ result: { count: 0 } })
    }
    expect(await site.post('package_show', { id: 'hidden' }, 'admin')).toMatchObject({ status: 200 })
  })

  it('are changed by editors who send them whole, not by a patch', async () => {
    expect(await site.post('package_patch', { id: 'hidden', notes: 'x' }, 'edgar')).toMatchObject({
      status: 403,
      error: { message: expect.stringContaining('User edgar not authorized to read package') as string },
    })
    const whole = { id: 'hidden', name: 'hidden', owner_org: 'office', private: true }
    expect(await site.post('package_update', whole, 'edgar')).toMatchObject({ status: 200 })
    expect(await site.post('package_update', whole, 'mary')).toMatchObject({ status: 403 })
  })

  it('are not made by editors', async () => {
    const made = { name: 'another', owner_org: 'office', private: true }
    const nowhere = { message: 'Access denied: User edgar not authorized to create packages' }
    expect(await site.post('package_create', made, 'edgar')).toMatchObject({ status: 403, error: nowhere })
    const users = [{ name: 'edgar', capacity: 'editor' }]
    await site.post('organization_create', { name: 'elsewhere', users }, 'admin')
    const unread = { message: expect.stringContaining('User edgar not authorized to read package') as string }
    expect(await site.post('package_create', made, 'edgar')).toMatchObject({ status: 403, error: unread })
    expect(await site.post('package_show', { id: 'another' }, 'admin')).toMatchObject({ status: 404 })
    const open = { ...made, private: false }
    expect(await site.post('package_create', open, 'edgar')).toMatchObject({ status: 200 })
  })
})

describe('roles that reach down', () => {
  it('pass deleted organizations, but do not come from one, except for reading', async () => {
    await makeFamily()
    const edit = () => site.post('package_patch', { id: 'inside', notes: 'x' }, 'adam')
    expect(await edit()).toMatchObject({ status: 200 })
    await site.post('organization_delete', { id: 'middle' }, 'admin')
    expect(await edit()).toMatchObject({ status: 200 })
    await site.post('organization_delete', { id: 'top' }, 'admin')
    expect(await edit()).toMatchObject({ status: 403 })
    expect(await site.post('package_show', { id: 'inside' }, 'adam')).toMatchObject({ status: 200 })
    expect(await site.post('package_create', { name: 'more', owner_org: 'bottom' }, 'adam')).toMatchObject({
      status: 403,
      error: { message: 'Access denied: User adam not authorized to create packages' },
    })
  })
})
