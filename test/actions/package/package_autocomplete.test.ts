import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['edgar'] })
  const users = [{ name: 'edgar', capacity: 'member' }]
  await site.post('organization_create', { name: 'org', users }, 'admin')
  const dataset = (name: string, title: string, more: object = {}) =>
    site.post('package_create', { name, title, owner_org: 'org', ...more }, 'admin')
  await dataset('strassen', 'Straßenbäume und Plätze')
  await dataset('trees', 'Qualities of trees')
  await dataset('secret-trees', 'Secret', { private: true })
  await dataset('draft-trees', 'Draft', { state: 'draft' })
})
afterAll(() => site.close())

const names = async (q: string, as?: string, more: object = {}) => {
  const { result } = await site.post('package_autocomplete', { q, ...more }, as)
  return (result as { name: string }[]).map(({ name }) => name).sort()
}

describe('package_autocomplete', () => {
  it('finds two to ten letters anywhere in a name or title', async () => {
    expect((await site.get('package_autocomplete', { q: 'ßenb' })).result).toEqual([
      {
        name: 'strassen',
        title: 'Straßenbäume und Plätze',
        match_field: 'title',
        match_displayed: 'Straßenbäume und Plätze (strassen)',
      },
    ])
    expect((await site.get('package_autocomplete', { q: 'TREE' })).result).toEqual([
      { name: 'trees', title: 'Qualities of trees', match_field: 'name', match_displayed: 'trees' },
    ])
    expect(await names('t')).toEqual([])
  })

  it('finds words of a title, by their stems', async () => {
    expect(await names('quality')).toEqual(['trees'])
    expect(await names('qualities of trees')).toEqual(['trees'])
    expect(await names('trees of')).toEqual([])
  })

  it('shows private datasets to members, and drafts to nobody', async () => {
    expect(await names('trees')).toEqual(['trees'])
    expect(await names('trees', 'edgar')).toEqual(['secret-trees', 'trees'])
    expect(await names('trees', 'admin')).toEqual(['secret-trees', 'trees'])
  })

  it('takes any text, and a limit', async () => {
    for (const q of ['', ' ', '"', '*', '(tre', 'a:b', '[a TO b]', '\\'])
      expect(Array.isArray(await names(q))).toBe(true)
    expect(await names('trees', 'admin', { limit: 1 })).toHaveLength(1)
    expect(await names('trees', 'admin', { limit: 0 })).toEqual([])
    expect(await site.post('package_autocomplete', {})).toMatchObject({
      status: 409,
      error: { q: ['Missing value'] },
    })
    expect(await site.post('package_autocomplete', { q: 'x', limit: -1 })).toMatchObject({
      status: 409,
      error: { limit: ['Must be a natural number'] },
    })
  })
})
