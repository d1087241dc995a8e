import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob', 'cat'] })
  await site.post('organization_create', { name: 'office', title: 'Office' }, 'admin')
  await site.post('group_create', { name: 'topic', title: 'topic' }, 'admin')
  await site.post('package_create', { name: 'open-one', title: 'Open', owner_org: 'office' }, 'admin')
  await site.post('package_create', { name: 'hidden-one', owner_org: 'office', private: true }, 'admin')
})
afterAll(() => site.close())

const ids = { dataset: 'open-one', group: 'topic', user: 'cat' } as const
const kinds = ['dataset', 'group', 'user'] as const
const names = (items: unknown): unknown => (items as { readonly name: string }[]).map(({ name }) => name)

describe.each(kinds)('follow_%s and what belongs to it', (kind) => {
  const data = { id: ids[kind] }

  test('follows once, says so, counts, and ends', async () => {
    expect(await site.get(`am_following_${kind}`, data, 'bob')).toMatchObject({ result: false })
    const first = await site.post(`follow_${kind}`, data, 'bob')
    expect(first).toMatchObject({
      status: 200,
      result: { follower_id: expect.any(String) as string, datetime: expect.any(String) as string },
    })
    expect((await site.post(`follow_${kind}`, data, 'bob')).result).toEqual(first.result)
    expect(await site.get(`am_following_${kind}`, data, 'bob')).toMatchObject({ result: true })
    expect(await site.get(`am_following_${kind}`, data, 'ann')).toMatchObject({ result: false })
    expect(await site.get(`${kind}_follower_count`, data)).toMatchObject({ result: 1 })
    expect(await site.get(`${kind}_followee_count`, { id: 'bob' })).toMatchObject({ result: 1 })
    const { result } = await site.get(`${kind}_follower_list`, data, 'admin')
    expect(names(result)).toEqual(['bob'])
    expect(JSON.stringify(result)).not.toContain('bob@example.com')
    for (const as of ['bob', 'admin']) {
      expect(names((await site.get(`${kind}_followee_list`, { id: 'bob' }, as)).result)).toEqual([ids[kind]])
    }
    expect(await site.post(`unfollow_${kind}`, data, 'bob')).toMatchObject({ status: 200, result: null })
    expect(await site.post(`unfollow_${kind}`, data, 'bob')).toMatchObject({ status: 200, result: null })
    expect(await site.get(`${kind}_follower_count`, data)).toMatchObject({ result: 0 })
  })

  test('keeps the lists to whom they concern', async () => {
    const error = { message: 'Access denied: Not authorized' }
    for (const as of ['ann', undefined]) {
      expect(await site.get(`${kind}_follower_list`, data, as)).toMatchObject({ status: 403, error })
      expect(await site.get(`${kind}_followee_list`, { id: 'bob' }, as)).toMatchObject({ status: 403, error })
    }
  })

  test('asks guests to log in', async () => {
    expect(await site.post(`follow_${kind}`, {})).toMatchObject({
      status: 403,
      error: { message: `Access denied: You must be logged in to follow ${kind}s` },
    })
    expect(await site.post(`unfollow_${kind}`, data)).toMatchObject({
      status: 403,
      error: { message: `Access denied: You must be logged in to unfollow ${kind}s` },
    })
    expect(await site.get(`am_following_${kind}`, data)).toMatchObject({
      status: 403,
      error: { message: 'Access denied' },
    })
  })

  test.each([[undefined], [''], ['nothing'], [5], [null], [['open-one']]])(
    'refuses the id %j',
    async (id) => {
      expect(await site.post(`follow_${kind}`, { id }, 'bob')).toMatchObject({
        status: 409,
        error: { message: `Error validating the schema of the ${kind} to follow.` },
      })
      expect(await site.post(`unfollow_${kind}`, { id }, 'bob')).toMatchObject({
        status: 409,
        error: { message: 'Error validating the schema of the object to unfollow.' },
      })
      const message = id ? `Not found: ${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : 'Missing value'
      for (const action of [`am_following_${kind}`, `${kind}_follower_count`, `${kind}_follower_list`]) {
        expect(await site.post(action, { id }, 'admin')).toMatchObject({
          status: 409,
          error: { id: [message] },
        })
      }
    },
  )
})

describe('following', () => {
  test('oneself is refused', async () => {
    expect(await site.post('follow_user', { id: 'bob' }, 'bob')).toMatchObject({
      status: 409,
      error: { message: 'You cannot follow yourself' },
    })
  })

  test('organizations are groups that are counted apart', async () => {
    await site.post('follow_group', { id: 'office' }, 'ann')
    expect(await site.get('organization_show', { id: 'office' })).toMatchObject({
      result: { num_followers: 1 },
    })
    expect(await site.get('organization_follower_count', { id: 'office' })).toMatchObject({ result: 1 })
    expect(await site.get('organization_followee_count', { id: 'ann' })).toMatchObject({ result: 1 })
    expect(await site.get('group_followee_count', { id: 'ann' })).toMatchObject({ result: 0 })
    expect(await site.get('organization_followee_list', { id: 'ann' }, 'ann')).toMatchObject({
      result: [{ name: 'office', package_count: 1, packages: [{ name: 'open-one' }] }],
    })
  })

  test('lists all by the names that people see; private datasets only to those who see them', async () => {
    await site.post('follow_dataset', { id: 'open-one' }, 'ann')
    await site.post('follow_dataset', { id: 'hidden-one' }, 'ann')
    await site.post('follow_group', { id: 'topic' }, 'ann')
    await site.post('follow_user', { id: 'cat' }, 'ann')
    const list = async (query: object, as: string): Promise<unknown> =>
      (
        (await site.get('followee_list', { id: 'ann', ...query }, as)).result as {
          type: string
          display_name: string
          dict: { name: string }
        }[]
      ).map(({ type, display_name, dict }) => `${type} ${display_name} ${dict.name}`)
    const seen = ['organization Office office', 'dataset Open open-one', 'user cat cat', 'group topic topic']
    expect(await list({}, 'ann')).toEqual(seen)
    expect(await list({}, 'admin')).toHaveLength(5)
    expect(await list({ q: 'o' }, 'ann')).toEqual(seen.slice(0, 2))
    expect(await site.get('followee_count', { id: 'ann' })).toMatchObject({ result: 5 })
    expect(await site.get('followee_list', {}, 'ann')).toMatchObject({
      status: 409,
      error: { id: ['Missing value'] },
    })
    expect(await site.get('followee_count', { id: 'nobody' })).toMatchObject({
      error: { id: ['Not found: User'] },
    })
  })

  test('forgets who and what is deleted', async () => {
    await site.post('follow_user', { id: 'cat' }, 'bob')
    await site.post('user_delete', { id: 'bob' }, 'admin')
    expect(await site.get('user_follower_count', { id: 'cat' })).toMatchObject({ result: 1 })
    await site.post('user_delete', { id: 'cat' }, 'admin')
    expect(await site.get('user_follower_count', { id: 'cat' })).toMatchObject({ result: 0 })
    expect(await site.get('user_followee_list', { id: 'ann' }, 'ann')).toMatchObject({ result: [] })
  })
})

test('a followed dataset says of tables only that there is one', async () => {
  const resources = [{ url: 'http://example.org/a' }, { url: 'http://example.org/b', datastore_active: true }]
  await site.post('package_create', { name: 'tables', owner_org: 'office', resources }, 'admin')
  await site.post('follow_dataset', { id: 'tables' }, 'ann')
  const { result } = await site.get('dataset_followee_list', { id: 'ann' }, 'ann')
  const found = result as { name: string; resources: object[] }[]
  const dataset = found.find(({ name }) => name === 'tables')
  expect(dataset?.resources[0]).not.toHaveProperty('datastore_active')
  expect(dataset?.resources[1]).toMatchObject({ datastore_active: true })
})
