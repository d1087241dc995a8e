import { analyse } from '../../src/search/analysis/analyse.ts'
import { startApp, type StartedApp } from '../support/start-app.ts'

const DATASETS = [
  { name: 'baeume', title: 'Bäume in Bonn', notes: 'Alle Bäume der Städte' },
  { name: 'schulen', title: 'Schulen', notes: 'Die Schule im Ort' },
  { name: 'museum', title: 'Museen am Rhein', notes: 'Ein Museum' },
  { name: 'jinko', title: '東京都の人口統計', notes: '' },
]

async function open(env: Readonly<Record<string, string>>): Promise<StartedApp> {
  const site = await startApp({ env })
  await site.post('organization_create', { name: 'org' }, 'admin')
  for (const dataset of DATASETS) await site.post('package_create', { ...dataset, owner_org: 'org' }, 'admin')
  return site
}

const finder =
  (site: StartedApp) =>
  async (data: object): Promise<readonly string[]> => {
    const { result } = await site.post('package_search', { sort: 'name asc', ...data })
    return (result as { readonly results: readonly { readonly name: string }[] }).results.map(
      ({ name }) => name,
    )
  }

describe('ckanister.search.language', () => {
  it('german: finds other forms of a word, in words and in Lucene syntax', async () => {
    const site = await open({ CKANISTER__SEARCH__LANGUAGE: 'german' })
    const names = finder(site)
    expect(await names({ q: 'Baum' })).toEqual(['baeume'])
    expect(await names({ q: 'stadt bäumen' })).toEqual(['baeume'])
    expect(await names({ q: 'text:schulen OR Baum' })).toEqual(['baeume', 'schulen'])
    expect(await names({ q: 'Baum name:*' })).toEqual(['baeume'])
    await site.close()
  })

  it('cjk: finds parts of texts without blanks', async () => {
    const site = await open({ CKANISTER__SEARCH__LANGUAGE: 'cjk' })
    const names = finder(site)
    expect(await names({ q: '人口' })).toEqual(['jinko'])
    expect(await names({ q: '東京 統計' })).toEqual(['jinko'])
    expect(await names({ q: '口人' })).toEqual([])
    await site.close()
  })

  it('is off by default, and then nothing is found that CKAN does not find', async () => {
    const site = await open({})
    const names = finder(site)
    expect(await names({ q: 'Baum' })).toEqual([])
    expect(await names({ q: '人口' })).toEqual([])
    await site.close()
  })
})

it('makes pairs of neighbours of Chinese, Japanese and Korean letters only', () => {
  const terms = (text: string) => analyse('cjk', text, 'index').map(({ term }) => term)
  expect(terms('東京都 Tokyo')).toEqual(['東京', '京都', 'tokyo'])
  expect(terms('水')).toEqual(['水'])
  expect(terms('東京2020年')).toEqual(['東京', '2020', '年'])
})

describe('ckanister.search.fq_mode', () => {
  it('strict: reads fq by itself', async () => {
    const fq = 'name:schulen OR name:museum'
    const ckan = await open({})
    expect(await finder(ckan)({ fq })).toHaveLength(DATASETS.length)
    await ckan.close()
    const strict = await open({ CKANISTER__SEARCH__FQ_MODE: 'strict' })
    const names = finder(strict)
    expect(await names({ fq })).toEqual(['museum', 'schulen'])
    await strict.post('package_create', { name: 'hidden', private: true, owner_org: 'org' }, 'admin')
    expect(await names({ fq: 'name:hidden OR name:museum' })).toEqual(['museum'])
    await strict.close()
  })
})
