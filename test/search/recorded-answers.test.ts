import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startApp, type StartedApp } from '../support/start-app.ts'

interface Step {
  readonly as?: string
  readonly data?: object
  readonly query?: object
  readonly status: number
  readonly count?: number
  readonly names?: readonly string[]
  /** Where `fl` asks for more than names. */
  readonly results?: readonly object[]
  readonly facets?: object
  readonly search_facets?: object
  readonly sort?: string
  readonly type?: string
  readonly message?: string
}

interface Result {
  readonly count: number
  readonly results: readonly { readonly name: string }[]
  readonly facets: object
  readonly search_facets: object
  readonly sort: string
}

interface Recording {
  readonly corpus: readonly { action: string; data: object; save?: Record<string, string> }[]
  readonly cases: readonly { name: string; steps: readonly Step[] }[]
}

/** What CKAN 2.11.5 with Solr 9.8 answered on a small corpus of word forms and languages, and on a city's catalogue. */
const read = (name: string): Recording => {
  const file = join(__dirname, '../../fixtures/recorded', `${name}.json.gz`)
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Recording
}

const USERS = ['anna', 'edgar', 'max', 'nina']

async function openWith({ corpus }: Recording): Promise<StartedApp> {
  const site = await startApp({ users: USERS, env: { CKANISTER__SEARCH__BBOX: 'false' } })
  let vocabulary = ''
  for (const { action, data, save } of corpus) {
    const filled = JSON.parse(JSON.stringify(data).replaceAll('{{topics}}', vocabulary)) as object
    const { status, result, error } = await site.post(action, filled, 'admin')
    if (status !== 200) throw new Error(`${action}: ${JSON.stringify(error)}`)
    if (save) vocabulary = (result as { id: string }).id
  }
  return site
}

const asObject = (value: object | undefined): object => JSON.parse(JSON.stringify(value ?? {})) as object

async function differences(site: StartedApp, steps: readonly Step[]): Promise<object[]> {
  const found: object[] = []
  for (const { as, data, query, ...wanted } of steps) {
    const answer = data
      ? await site.post('package_search', data, as)
      : await site.get('package_search', query, as)
    const result: Partial<Result> = { ...(answer.result as Result | undefined) }
    const names = result.results?.map(({ name }) => name)
    const { __type: type, message }: { __type?: string; message?: string } = { ...answer.error }
    const got: Step = {
      status: answer.status,
      count: result.count,
      names: wanted.names && names,
      results: wanted.results && result.results,
      facets: result.facets,
      search_facets: wanted.search_facets && result.search_facets,
      sort: result.sort,
      type,
      message: wanted.message === undefined ? undefined : message,
    }
    try {
      expect(asObject(got)).toEqual(asObject(wanted))
    } catch {
      found.push({ asked: data ?? query, as, wanted, got })
    }
  }
  return found
}

describe.each(['search-small', 'search-bonn', 'search-odd'])(
  '%s: package_search answers as CKAN did',
  (name) => {
    const recording = read(name)
    let site: StartedApp
    beforeAll(async () => {
      site = await openWith(recording)
    }, 60_000)
    afterAll(() => site.close())

    it.each(recording.cases.map((one) => [one.name, one.steps] as const))('%s', async (_name, steps) => {
      expect(await differences(site, steps)).toEqual([])
    })
  },
)
