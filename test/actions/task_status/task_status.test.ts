import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
})
afterAll(() => site.close())

const key = (entity_id: string) => ({ entity_id, entity_type: 'resource', task_type: 'qa', key: 'stars' })
const update = (data: object, as = 'admin') => site.post('task_status_update', data, as)

describe('task_status_update', () => {
  test('makes a status, then changes what is given', async () => {
    const { result } = await update({ ...key('one'), value: '3' })
    const { id } = result as { readonly id: string }
    const made = { id, ...key('one'), value: '3', state: null, error: null }
    expect(result).toEqual({ ...made, last_updated: expect.any(String) as string })
    await update({ ...key('one'), value: null, state: 'done', last_updated: '2020-01-02T10:00:00Z' })
    const shown = { ...made, state: 'done', last_updated: '2020-01-02T10:00:00' }
    expect((await site.get('task_status_show', { id })).result).toEqual(shown)
    expect((await update({ ...key('one'), id, key: 'other' })).result).toEqual({ ...shown, key: 'other' })
  })

  test('answers a number as it was given and stores text', async () => {
    expect((await update({ ...key('two'), value: 5 })).result).toMatchObject({ value: 5 })
    const { result } = await site.get('task_status_show', { entity_id: 'two', task_type: 'qa', key: 'stars' })
    expect(result).toMatchObject({ value: '5' })
  })

  test('refuses what can’t be stored, and changes nothing', async () => {
    await update({ ...key('three'), value: '1' })
    const refused = async (data: object) => (await update({ ...key('three'), ...data })).error
    expect(await refused({ value: { a: 1 } })).toMatchObject({ value: ['Must be a text'] })
    expect(await refused({ state: [] })).toMatchObject({ state: ['Must be a text'] })
    for (const odd of ['nodate', '', 5])
      expect(await refused({ last_updated: odd })).toMatchObject({ last_updated: ['Date format incorrect'] })
    expect((await update(key('new'))).error).toMatchObject({ value: ['Missing value'] })
    for (const id of ['no-such', 7, ['a']])
      expect(await refused({ id })).toMatchObject({ message: 'Not found: TaskStatus was not found.' })
    const other = (await update({ ...key('four'), value: '1' })).result as { readonly id: string }
    expect((await update({ ...key('three'), id: other.id })).status).toBe(409)
    const { result } = await site.get('task_status_show', {
      entity_id: 'three',
      task_type: 'qa',
      key: 'stars',
    })
    expect(result).toMatchObject({ value: '1', state: null })
  })

  test('is for sysadmins, after the id was looked for', async () => {
    expect((await update({}, 'sam')).error).toMatchObject({
      message: 'Access denied: User sam not authorized to update task_status table',
    })
    expect((await update({ id: 'no-such' }, 'sam')).status).toBe(404)
    expect((await site.post('task_status_update_many', {}, 'sam')).status).toBe(403)
  })
})

describe('task_status_update_many', () => {
  test('stores all or none', async () => {
    const many = (data: unknown) => site.post('task_status_update_many', { data }, 'admin')
    const { result } = await many([
      { ...key('m1'), value: '1' },
      { ...key('m2'), value: '2' },
    ])
    expect(result).toMatchObject({ results: [{ entity_id: 'm1' }, { entity_id: 'm2' }] })
    expect((await many([])).result).toEqual({ results: [] })
    const broken = await many([{ ...key('m3'), value: '3' }, { entity_id: 'm4' }])
    expect(broken.error).toMatchObject({ entity_type: ['Missing value'], key: ['Missing value'] })
    const query = { entity_id: 'm3', task_type: 'qa', key: 'stars' }
    expect((await site.get('task_status_show', query)).status).toBe(404)
    for (const odd of ['x', null, [1], { a: 1 }])
      expect((await many(odd)).error).toMatchObject({ data: ['Must be a list of objects'] })
  })
})

describe('task_status_show and task_status_delete', () => {
  test('ask for a name and say what is missing', async () => {
    const missing = async (data: object) => (await site.post('task_status_show', data)).error
    expect(await missing({ id: null })).toMatchObject({ entity_id: ['Missing value'] })
    expect(await missing({ entity_id: 'one' })).toMatchObject({ task_type: ['Missing value'] })
    expect(await missing({ id: 7 })).toMatchObject({ message: 'Not found' })
    expect(await missing({ entity_id: 5, task_type: [], key: null })).toMatchObject({ message: 'Not found' })
  })

  test('only a sysadmin deletes, others learn whether there is one', async () => {
    const { id } = (await update({ ...key('gone'), value: '1' })).result as { readonly id: string }
    expect((await site.post('task_status_delete', { id }, 'sam')).status).toBe(403)
    expect((await site.post('task_status_delete', { id: 'no-such' }, 'sam')).status).toBe(404)
    expect((await site.post('task_status_delete', { id }, 'admin')).result).toBeNull()
    expect((await site.get('task_status_show', { id })).status).toBe(404)
  })
})
