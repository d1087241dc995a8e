import { openEngine, type OpenEngine } from './open-engine.ts'

let site: OpenEngine
beforeEach(() => {
  site = openEngine()
})
afterEach(() => {
  site.close()
})

describe('what is found', () => {
  it('is what was committed, neither more nor less', async () => {
    const { engine, writer } = site
    await site.put({ id: 'a', title: 'Walnut' })
    writer.exec('BEGIN')
    await engine.index([{ dataset: { id: 'b', title: 'Walnut' }, labels: ['public'] }])
    expect(await site.ids('title:walnut')).toEqual(['a'])
    writer.exec('SAVEPOINT step')
    await engine.index([{ dataset: { id: 'c', title: 'Walnut' }, labels: ['public'] }])
    await engine.remove(['a'])
    writer.exec('ROLLBACK TO step; RELEASE step')
    await engine.index([{ dataset: { id: 'd', title: 'Walnut' }, labels: ['public'] }])
    writer.exec('COMMIT')
    expect(await site.ids('title:walnut')).toEqual(['a', 'b', 'd'])
    writer.exec('BEGIN')
    await engine.remove(['a', 'unknown'])
    writer.exec('ROLLBACK')
    expect(await site.ids('title:walnut')).toEqual(['a', 'b', 'd'])
  })

  it('follows changes and removals at once, a changed dataset being the newest', async () => {
    await site.put({ id: 'a', title: 'Walnut' }, { id: 'b', title: 'Walnut' })
    await site.put({ id: 'a', title: 'Hazel walnut' })
    expect(await site.ids('title:walnut')).toEqual(['b', 'a'])
    expect(await site.ids('title:hazel')).toEqual(['a'])
    await site.remove('b')
    expect(await site.ids('*:*')).toEqual(['a'])
  })

  it('includes what another process wrote', async () => {
    const other = site.another()
    expect(await other.ids('*:*')).toEqual([])
    await site.put({ id: 'a', title: 'Walnut' })
    expect(await other.ids('*:*')).toEqual(['a'])
    await other.put({ id: 'a', title: 'Hazel' }, { id: 'b', title: 'Hazel' })
    expect(await site.ids('title:hazel')).toEqual(['a', 'b'])
    expect(await site.ids('title:walnut')).toEqual([])
  })
})

describe('names of organisations and groups', () => {
  const dataset = { id: 'a', title: 'Levels', organization: { id: 'org-1' }, groups: [{ id: 'group-1' }] }
  beforeEach(async () => {
    site.names.set('org-1', 'water-agency').set('group-1', 'environment').set('org-2', 'a-new-one')
    site.renamed()
    await site.put(dataset, { id: 'b', organization: { id: 'org-2' } })
  })

  it('are found as filters, as words, in order and in facets', async () => {
    expect(await site.ids('organization:water-agency')).toEqual(['a'])
    expect(await site.ids('organization:*gency AND groups:env*')).toEqual(['a'])
    expect(await site.ids('organization:[a TO b]')).toEqual(['b'])
    expect(await site.ids('agency')).toEqual(['a'])
    expect(await site.ids('text:"water agency"')).toEqual(['a'])
    expect((await site.search({ sort: 'organization asc' })).ids).toEqual(['b', 'a'])
    const { facets } = await site.search({
      facet: { fields: ['organization', 'groups'], limit: 9, mincount: 1 },
    })
    expect([...(facets.get('organization') ?? [])]).toEqual([
      ['a-new-one', 1],
      ['water-agency', 1],
    ])
    expect([...(facets.get('groups') ?? [])]).toEqual([['environment', 1]])
  })

  it('change everywhere at once, without writing a dataset', async () => {
    site.names.set('org-1', 'a-rivers-board')
    site.renamed()
    expect(await site.ids('organization:water-agency')).toEqual([])
    expect(await site.ids('water')).toEqual([])
    expect(await site.ids('organization:a-rivers-board')).toEqual(['a'])
    expect(await site.ids('boards rivers')).toEqual(['a'])
    expect((await site.search({ sort: 'organization desc' })).ids).toEqual(['a', 'b'])
  })
})

describe('labels', () => {
  it('decide inside the query what is found and counted', async () => {
    const { engine, writer } = site
    writer.exec('BEGIN')
    await engine.index([
      { dataset: { id: 'a', title: 'Open', type: 'dataset' }, labels: ['public'] },
      { dataset: { id: 'b', title: 'Hidden', type: 'dataset' }, labels: ['member-1'] },
      { dataset: { id: 'c', title: 'Mine', type: 'dataset' }, labels: ['creator-7', 'collaborator-c'] },
    ])
    writer.exec('COMMIT')
    const facet = { fields: ['title_string'], limit: -1, mincount: 0 }
    const seen = async (...labels: readonly string[]) => {
      const { count, ids, facets } = await site.search({ labels, facet })
      expect(count).toBe(ids.length)
      return [ids, [...(facets.get('title_string') ?? [])].map(([title]) => title)]
    }
    expect(await seen('public')).toEqual([['a'], ['Open']])
    expect(await seen('public', 'member-1')).toEqual([
      ['a', 'b'],
      ['Hidden', 'Open'],
    ])
    expect(await seen('collaborator-c')).toEqual([['c'], ['Mine']])
    expect(await seen()).toEqual([[], []])
    expect((await site.search({})).count).toBe(3)
  })
})
