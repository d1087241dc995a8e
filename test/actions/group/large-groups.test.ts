import { startApp, type StartedApp } from '../../support/start-app.ts'

const MANY = 60
let site: StartedApp
beforeAll(async () => {
  site = await startApp({
    users: ['olaf'],
    env: { CKAN__AUTH__CREATE_UNOWNED_DATASET: 'true' },
  })
})
afterAll(() => site.close())

const count = async (fq: string): Promise<number> => {
  const { result } = await site.post('package_search', { fq, rows: 0 })
  return (result as { readonly count: number }).count
}

/** A group or organization with many datasets. @returns its id */
async function fill(kind: 'group' | 'organization', name: string): Promise<string> {
  const { result } = await site.post(`${kind}_create`, { name }, 'admin')
  for (let n = 0; n < MANY; n++) {
    const place = kind === 'group' ? { groups: [{ name }] } : { owner_org: name }
    const made = await site.post('package_create', { name: `${name}-${String(n)}`, ...place }, 'admin')
    expect(made.status).toBe(200)
  }
  return (result as { readonly id: string }).id
}

describe.each([
  ['group', 'groups', 'delete'],
  ['group', 'groups', 'purge'],
  ['organization', 'organization', 'delete'],
  ['organization', 'organization', 'purge'],
] as const)('a %s with many datasets', (kind, field, verb) => {
  const name = `${kind}-${verb}`
  it(`${verb}: lets them leave while others write`, async () => {
    const id = await fill(kind, name)
    expect(await count(`${field}:${name}`)).toBe(MANY)
    const refused = await site.post(`${kind}_${verb}`, { id }, 'olaf')
    expect(refused.status).toBe(403)
    expect(await count(`${field}:${name}`)).toBe(MANY)
    const order: string[] = []
    const gone = site.post(`${kind}_${verb}`, { id }, 'admin').then((answer) => {
      order.push('gone')
      return answer
    })
    await site.post('package_patch', { id: `${name}-0`, version: '2' }, 'admin')
    order.push('written')
    expect((await gone).status).toBe(200)
    expect(order).toEqual(['written', 'gone'])
    expect(await count(`${field}:${name}`)).toBe(0)
    expect(await count(`name:${name}-*`)).toBe(MANY)
    const { result } = await site.post('package_show', { id: `${name}-7` })
    expect(result).toMatchObject({ groups: [], organization: null, owner_org: null })
  })
})
