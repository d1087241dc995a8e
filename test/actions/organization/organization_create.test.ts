import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const ID = '11111111-1111-4111-8111-111111111111'

describe('organization_create', () => {
  test('makes its creator the admin and answers as organization_show', async () => {
    const made = await site.post('organization_create', { name: 'anns', title: 'Ännchens' }, 'ann')
    expect(made).toMatchObject({
      status: 200,
      result: {
        name: 'anns',
        title: 'Ännchens',
        display_name: 'Ännchens',
        type: 'organization',
        is_organization: true,
        approval_status: 'approved',
        state: 'active',
        description: '',
        image_url: '',
        image_display_url: '',
        package_count: 0,
        num_followers: 0,
        extras: [],
        tags: [],
        groups: [],
        users: [{ name: 'ann', capacity: 'admin' }],
      },
    })
    const shown = await site.get('organization_show', { id: 'anns' })
    expect(shown.result).toEqual(made.result)
    expect(JSON.stringify(shown.result)).not.toContain('ann@example.com')
  })

  test('is for users alone, and where the site says so for sysadmins alone', async () => {
    expect(await site.post('organization_create', { name: 'guests' })).toMatchObject({
      status: 403,
      error: { message: 'Access denied: User None not authorized to create organizations' },
    })
    const closed = await startApp({
      users: ['ann'],
      env: { CKAN__AUTH__USER_CREATE_ORGANIZATIONS: 'false' },
    })
    expect(await closed.post('organization_create', { name: 'anns' }, 'ann')).toMatchObject({ status: 403 })
    expect(await closed.post('organization_create', { name: 'admins' }, 'admin')).toMatchObject({
      status: 200,
    })
    await closed.close()
  })

  test.each([
    [{}, { name: ['Missing value'] }],
    [{ name: null }, { name: ['Missing value'] }],
    [{ name: 'a' }, { name: ['Must be at least 2 characters long'] }],
    [{ name: 'new' }, { name: ['That name cannot be used'] }],
    [
      { name: 'Upper Case!' },
      { name: ['Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_'] },
    ],
    [{ name: 'fine', id: 'not-a-uuid' }, { id: ['Invalid id provided'] }],
    [
      { name: 'fine', extras: [{ value: 'no key' }, {}, { key: 'k' }, { key: 'title', value: '' }] },
      {
        extras: [
          { key: ['Missing value'] },
          { value: ['Missing value'] },
          { key: ['There is a schema field with the same name'] },
        ],
      },
    ],
    [{ name: 'fine', extras: [{ key: 'k', value: ['a'] }] }, { extras: [{ value: ['Must be a text'] }] }],
    [{ name: 'fine', users: [{ capacity: 'admin' }] }, { users: [{ name: ['Missing value'] }] }],
    [{ name: 'fine', groups: [{ capacity: 'public' }] }, { groups: [{ name: ['Missing value'] }] }],
    [{ name: 'fine', packages: [{ id: 'nothing' }] }, { packages: [{ id: ['Not found: Dataset'] }] }],
  ])('refuses %j', async (data, errors) => {
    const { status, error } = await site.post('organization_create', data, 'admin')
    expect({ status, error }).toEqual({ status: 409, error: { ...errors, __type: 'Validation Error' } })
  })

  test.each([[null], ['text'], [{ a: 1 }], [['text']], [5]])(
    'refuses %j as a list of extras',
    async (extras) => {
      expect(await site.post('organization_create', { name: 'fine', extras }, 'admin')).toMatchObject({
        status: 400,
        error: {
          __type: 'Integrity Error',
          message: expect.stringMatching(
            /^Only lists of dicts can be placed against subschema \('extras',\), not/,
          ) as string,
          data: { name: 'fine', type: 'organization', is_organization: true },
        },
      })
    },
  )

  test('keeps names and ids apart among organizations and groups', async () => {
    await site.post('organization_create', { name: 'taken', id: ID }, 'admin')
    for (const action of ['organization_create', 'group_create']) {
      expect(await site.post(action, { name: 'taken' }, 'admin')).toMatchObject({
        status: 409,
        error: { name: ['Group name already exists in database'] },
      })
    }
    expect(await site.post('organization_create', { name: 'other', id: ID }, 'admin')).toMatchObject({
      error: { id: ['Id already exists'] },
    })
    expect(await site.post('organization_create', { name: 'other', id: ID }, 'ann')).toMatchObject({
      error: { id: ['The input field id was not expected.'] },
    })
  })

  test('leaves the state to sysadmins', async () => {
    const data = { name: 'by-ann', state: 'deleted' }
    expect(await site.post('organization_create', data, 'ann')).toMatchObject({ result: { state: 'active' } })
    expect(await site.post('organization_create', { ...data, name: 'by-admin' }, 'admin')).toMatchObject({
      result: { state: 'deleted' },
    })
  })

  test('takes extras as text, sorted, the last of a key; users and parents; unknown ones are passed over', async () => {
    await site.post('organization_create', { name: 'above', title: 'Above' }, 'admin')
    const made = await site.post(
      'organization_create',
      {
        name: 'full',
        extras: [
          { key: 'z', value: true },
          { key: 'a', value: 1.5 },
          { key: 'n', value: null },
          { key: 'z', value: '2' },
        ],
        users: [{ name: 'bob', capacity: 'editor' }, { name: 'ann' }, { name: 'nobody' }],
        groups: [{ name: 'above' }, { name: 'nothing' }],
        unknown: 'dropped',
      },
      'admin',
    )
    expect(made.result).toMatchObject({
      extras: [
        { key: 'a', value: '1.5', state: 'active' },
        { key: 'n', value: null },
        { key: 'z', value: '2' },
      ],
      users: [
        { name: 'admin', capacity: 'admin' },
        { name: 'ann', capacity: 'public' },
        { name: 'bob', capacity: 'editor' },
      ],
      groups: [{ name: 'above', capacity: 'public' }],
    })
    expect(made.result).not.toHaveProperty('unknown')
  })

  test('takes an image, and no other file', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const made = await site
      .form('organization_create', 'admin')
      .field('name', 'pictured')
      .attach('image_upload', png, 'My Logo.PNG')
    const { image_url: name, image_display_url: address } = made.body.result
    expect(name).toMatch(/^\d{4}-\d\d-\d\d-\d{6}\.\d{6}My-Logo\.png$/)
    expect(address).toBe(`http://ckan.test/uploads/group/${name}`)
    const refused = await site
      .form('organization_create', 'admin')
      .field('name', 'unpictured')
      .attach('image_upload', Buffer.from('<html></html>'), {
        filename: 'page.png',
        contentType: 'image/png',
      })
    expect(refused.status).toBe(409)
    expect(refused.body.error.image_upload[0]).toMatch(/^Unsupported upload type: /)
    expect(await site.get('organization_show', { id: 'unpictured' })).toMatchObject({ status: 404 })
    const cleared = await site
      .form('organization_patch', 'admin')
      .field('id', 'pictured')
      .field('image_url', '')
      .field('clear_upload', 'true')
    expect(cleared.body.result).toMatchObject({ image_url: '', image_display_url: '' })
  })
})
