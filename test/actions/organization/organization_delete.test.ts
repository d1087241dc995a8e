import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let id: string
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const fill = async (at: StartedApp): Promise<void> => {
  const users = [
    { name: 'ann', capacity: 'admin' },
    { name: 'bob', capacity: 'editor' },
  ]
  const made = await at.post('organization_create', { name: 'office', users }, 'admin')
  id = (made.result as { id: string }).id
  await at.post('package_create', { name: 'inside', owner_org: 'office' }, 'admin')
}
beforeEach(() => fill(site))
afterEach(async () => {
  await site.post('dataset_purge', { id: 'inside' }, 'admin')
  await site.post('organization_purge', { id: 'office' }, 'admin')
})

const remove = (data: object, as?: string) => site.post('organization_delete', data, as)

describe('organization_delete', () => {
  test('is refused while there are datasets, drafts too', async () => {
    const error = { message: 'Organization cannot be deleted while it still has datasets' }
    expect(await remove({ id: 'office' }, 'ann')).toMatchObject({ status: 409, error })
    await site.post('package_patch', { id: 'inside', state: 'draft' }, 'admin')
    expect(await remove({ id: 'office' }, 'ann')).toMatchObject({ status: 409, error })
    await site.post('package_delete', { id: 'inside' }, 'admin')
    expect(await remove({ id: 'office' }, 'ann')).toMatchObject({ status: 200, result: null })
    expect(await site.get('organization_list')).toMatchObject({ result: [] })
    expect(await site.post('organization_create', { name: 'office' }, 'admin')).toMatchObject({ status: 409 })
  })

  test('called by name it leaves the memberships, called by id it ends them', async () => {
    await site.post('package_delete', { id: 'inside' }, 'admin')
    await remove({ id: 'office' }, 'ann')
    expect(await site.post('organization_show', { id }, 'ann')).toMatchObject({ status: 200 })
    expect(await remove({ id }, 'admin')).toMatchObject({ status: 200, result: null })
    expect(await site.post('organization_show', { id }, 'ann')).toMatchObject({ status: 403 })
    expect(await site.post('member_list', { id }, 'admin')).toMatchObject({ result: [] })
  })

  test('leaves datasets without an owner where the site allows such', async () => {
    const lax = await startApp({ users: ['ann', 'bob'], env: { CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' } })
    await fill(lax)
    const { metadata_modified: before } = (await lax.get('package_show', { id: 'inside' })).result as Record<
      string,
      string
    >
    await lax.post('package_create', { name: 'gone', owner_org: 'office' }, 'admin')
    await lax.post('package_delete', { id: 'gone' }, 'admin')
    // By its name nothing leaves it.
    expect(await lax.post('organization_delete', { id: 'office' }, 'ann')).toMatchObject({ status: 200 })
    expect(await lax.get('package_show', { id: 'inside' })).toMatchObject({
      result: { owner_org: id, organization: null, state: 'active', metadata_modified: before },
    })
    expect(await lax.post('organization_delete', { id }, 'ann')).toMatchObject({ status: 200 })
    expect(await lax.get('package_show', { id: 'inside' })).toMatchObject({
      result: { owner_org: null, organization: null, state: 'active', metadata_modified: before },
    })
    expect(await lax.get('package_show', { id: 'gone' }, 'admin')).toMatchObject({
      result: { owner_org: id, organization: null, state: 'deleted' },
    })
    await lax.close()
  })

  test('asks for the id, then looks it up, then asks who may', async () => {
    for (const as of [undefined, 'bob', 'admin']) {
      expect(await remove({}, as)).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
      expect(await remove({ id: 'nothing' }, as)).toMatchObject({
        status: 404,
        error: { message: 'Not found: Group was not found.' },
      })
    }
    for (const as of [undefined, 'bob']) {
      expect(await remove({ id: 'office' }, as)).toMatchObject({
        status: 403,
        error: { message: `Access denied: User ${as ?? ''} not authorized to delete organization ${id}` },
      })
    }
  })

  test('is for sysadmins alone where the site says so', async () => {
    const strict = await startApp({
      users: ['ann', 'bob'],
      env: { CKAN__AUTH__USER_DELETE_ORGANIZATIONS: 'false' },
    })
    await fill(strict)
    expect(await strict.post('organization_delete', { id: 'office' }, 'ann')).toMatchObject({
      status: 403,
      error: { message: 'Access denied: User ann not authorized to delete organizations' },
    })
    await strict.close()
  })
})
