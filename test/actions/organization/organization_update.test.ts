import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob', 'mem'] })
})
afterAll(() => site.close())

beforeEach(async () => {
  await site.post(
    'organization_create',
    {
      name: 'office',
      title: 'Office',
      description: 'About',
      extras: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
      users: [
        { name: 'ann', capacity: 'admin' },
        { name: 'mem', capacity: 'member' },
      ],
    },
    'admin',
  )
  await site.post('package_create', { name: 'kept', owner_org: 'office', private: true }, 'admin')
})
afterEach(async () => {
  await site.post('dataset_purge', { id: 'kept' }, 'admin')
  for (const id of ['office', 'bureau', 'middle', 'top', 'other', 'topic']) {
    await site.post('organization_purge', { id }, 'admin')
  }
})

const update = (data: object, as = 'admin') => site.post('organization_update', { id: 'office', ...data }, as)

describe('organization_update', () => {
  test('keeps fields and extras that are left out, and empties the lists of users and parents', async () => {
    const { status, result } = await update({ title: 'New title' }, 'ann')
    expect(status).toBe(200)
    expect(result).toMatchObject({
      title: 'New title',
      description: 'About',
      extras: [{ key: 'a' }, { key: 'b' }],
      users: [],
      groups: [],
    })
    expect(await update({ title: 'Again' }, 'ann')).toMatchObject({
      status: 403,
      error: {
        message: expect.stringMatching(
          /^Access denied: User ann not authorized to edit organization /,
        ) as string,
      },
    })
  })

  test('answers with all datasets and the tree above, but without followers', async () => {
    await site.post('organization_create', { name: 'top', title: 'Top' }, 'admin')
    await site.post('organization_create', { name: 'middle', groups: [{ name: 'top' }] }, 'admin')
    const { result } = await update({ groups: [{ name: 'middle' }] })
    expect(result).toMatchObject({
      package_count: 1,
      packages: [{ name: 'kept', organization: { name: 'office' } }],
      groups: [
        {
          name: 'middle',
          capacity: 'public',
          member_count: 1,
          package_count: 0,
          groups: [{ name: 'top', groups: [] }],
        },
      ],
    })
    expect(result).not.toHaveProperty('num_followers')
  })

  test('replaces extras, whose keys keep their ids', async () => {
    const extrasOf = ({ result }: { result: unknown }) =>
      (result as { extras: { id: string; key: string }[] }).extras
    const [, before] = extrasOf(await site.get('organization_show', { id: 'office' }))
    const changed = extrasOf(
      await update({
        extras: [
          { key: 'b', value: 'changed' },
          { key: 'c', value: '' },
        ],
      }),
    )
    expect(changed).toMatchObject([
      { id: before?.id, key: 'b', value: 'changed' },
      { key: 'c', value: '' },
    ])
    expect(extrasOf(await update({ extras: [] }))).toEqual(changed)
    expect(extrasOf(await update({ extras: [{ key: 'b', value: 'x', deleted: true }] }))).toEqual([])
  })

  test('renames: datasets are found and shown under the new name', async () => {
    await update({ name: 'bureau', title: '' })
    expect(await site.post('organization_show', { id: 'office' })).toMatchObject({ status: 404 })
    expect(await site.post('organization_show', { id: 'bureau' })).toMatchObject({
      result: { display_name: 'bureau' },
    })
    expect(await site.post('package_show', { id: 'kept' }, 'admin')).toMatchObject({
      result: { organization: { name: 'bureau' } },
    })
  })

  test.each([
    [{ name: '' }, { name: ['Missing value'] }],
    [{ name: 'other' }, { name: ['Group name already exists in database'] }],
    [
      { name: 'Bad Name!' },
      { name: ['Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_'] },
    ],
    [{ type: 'agency' }, { message: 'Type cannot be updated' }],
    [
      { groups: [{ name: 'office' }] },
      { groups: [{ name: ['This parent would create a loop in the hierarchy'] }] },
    ],
    [
      { groups: [{ name: 'other' }] },
      { groups: [{ name: ['This parent would create a loop in the hierarchy'] }] },
    ],
  ])('refuses %j', async (data, error) => {
    await site.post('group_create', { name: 'other', groups: [{ name: 'office' }] }, 'admin')
    expect(await update(data)).toMatchObject({ status: 409, error })
  })

  test('echoes parameters of the wrong structure with the type', async () => {
    expect(await update({ users: ['ann'] })).toMatchObject({
      status: 400,
      error: {
        message: "Only lists of dicts can be placed against subschema ('users',), not <class 'list'>",
        data: { id: 'office', type: 'organization', users: ['ann'] },
      },
    })
    expect(await update({ users: null })).toMatchObject({ status: 400 })
  })

  test('asks for the id, then looks it up, then asks who may', async () => {
    for (const as of [undefined, 'bob', 'admin']) {
      expect(await site.post('organization_update', {}, as)).toMatchObject({
        status: 409,
        error: { id: ['Missing value'] },
      })
      expect(await site.post('organization_update', { id: 'nothing' }, as)).toMatchObject({
        status: 404,
        error: { message: 'Not found: Group was not found.' },
      })
    }
    for (const as of [undefined, 'bob', 'mem']) {
      expect(await site.post('organization_update', { id: 'office', type: 'x' }, as)).toMatchObject({
        status: 403,
      })
    }
  })

  test('hides and shows the organization of its datasets with its state', async () => {
    const shown = async () => (await site.post('package_show', { id: 'kept' }, 'admin')).result
    await update({ state: 'deleted' })
    expect(await shown()).toMatchObject({ organization: null })
    expect(await site.post('organization_list')).toMatchObject({ result: [] })
    await update({ state: 'active' })
    expect(await shown()).toMatchObject({ organization: { name: 'office' } })
  })

  test('works on groups, too', async () => {
    await site.post('group_create', { name: 'topic' }, 'admin')
    expect(await site.post('organization_update', { id: 'topic', title: 'T' }, 'admin')).toMatchObject({
      result: { is_organization: false, type: 'group', title: 'T' },
    })
  })
})
