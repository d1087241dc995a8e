import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'forest-office', title: 'Bäume' }, 'admin')
  await site.post('organization_create', { name: 'city', title: 'City Forestry' }, 'admin')
  await site.post('organization_create', { name: 'gone-forest', state: 'deleted' }, 'admin')
  await site.post('group_create', { name: 'forest-group' }, 'admin')
})
afterAll(() => site.close())

describe('organization_autocomplete and group_autocomplete', () => {
  test.each([
    [{ q: 'BÄU' }, ['forest-office']],
    [{ q: 'forest' }, ['forest-office', 'city']],
    [{ q: 'forest', limit: 1 }, ['forest-office']],
    [{ q: 'forest', limit: 0 }, []],
    [{ q: '' }, ['forest-office', 'city']],
    [{ q: '%' }, ['forest-office', 'city']],
    [{ q: 'f_r%off' }, ['forest-office']],
    [{ q: '\\%' }, []],
  ])('finds active ones by part of name or title: %j', async (data, expected) => {
    const { result } = await site.get('organization_autocomplete', data)
    expect((result as { name: string }[]).map(({ name }) => name)).toEqual(expected)
  })

  test('gives id, name and title, of one kind', async () => {
    const { result } = await site.get('group_autocomplete', { q: 'for' })
    expect(result).toEqual([{ id: expect.any(String) as string, name: 'forest-group', title: '' }])
  })

  test('refuses what it can not use', async () => {
    expect(await site.get('organization_autocomplete')).toMatchObject({
      status: 409,
      error: { q: ['Missing value'] },
    })
    expect(await site.get('organization_autocomplete', { q: 'a', limit: 'x' })).toMatchObject({
      status: 409,
      error: { limit: ['Invalid integer'] },
    })
  })
})
