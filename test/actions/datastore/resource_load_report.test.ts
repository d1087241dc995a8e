import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import request from 'supertest'
import { zipOf } from '../../support/zip-of.ts'
import { startApp, type StartedApp } from '../../support/start-app.ts'

interface Shown {
  readonly id: string
  readonly datastore_active: boolean
}

const CSV = 'code;datum;wert\n01;03.02.2020;1,5\n02;31.12.2020;-\n'

describe('tables that load by themselves', () => {
  let site: StartedApp
  let files: Server
  let link: string
  let content = CSV
  let asked = 0

  beforeAll(async () => {
    files = createServer((request, response) => {
      asked++
      if (request.url === '/away')
        response.writeHead(302, { Location: 'http://169.254.169.254/latest' }).end()
      else if (request.url === '/page') response.end('<!doctype html><title>Please log in</title>')
      else response.end(content)
    })
    await new Promise<void>((done) => files.listen(0, '127.0.0.1', done))
    link = `http://127.0.0.1:${(files.address() as AddressInfo).port}`
    site = await startApp({ users: ['eve'], env: { CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1' } })
    site.app.worker.start()
    await site.post('organization_create', { name: 'water' }, 'admin')
    await site.post('package_create', { name: 'tables', owner_org: 'water' }, 'admin')
    await site.post('package_create', { name: 'secret', owner_org: 'water', private: true }, 'admin')
  })

  afterAll(async () => {
    await site.close()
    await new Promise((done) => files.close(done))
  })

  const create = async (url: string, dataset = 'tables', format = 'CSV') => {
    const resource = { package_id: dataset, url, format, load: 'wait' }
    return (await site.post('resource_create', resource, 'admin')).result as Shown
  }

  it('looks into an uploaded zip', async () => {
    const answer = await request(site.app.listener)
      .post('/api/3/action/resource_create')
      .set('Authorization', site.tokens['admin'] ?? '')
      .field({ package_id: 'tables', load: 'wait' })
      .attach('upload', zipOf({ 'data/a.csv': CSV, 'README.txt': 'About.' }), 'a.zip')
    const { result } = answer.body as { readonly result: Shown & { readonly format: string } }
    expect(result).toMatchObject({ format: 'ZIP', datastore_active: true })
  })

  it('loads a link, waits when asked to, and tells what it decided', async () => {
    const made = await create(`${link}/a.csv`)
    expect(made).toMatchObject({ datastore_active: true })
    expect(made).not.toHaveProperty('load')
    const { result } = await site.post('datastore_search', { resource_id: made.id })
    expect(result).toMatchObject({
      fields: [
        { id: '_id', type: 'int' },
        { id: 'code', type: 'text' },
        { id: 'datum', type: 'timestamp' },
        { id: 'wert', type: 'numeric' },
      ],
      records: [
        { _id: 1, code: '01', datum: '2020-02-03T00:00:00', wert: 1.5 },
        { _id: 2, code: '02', datum: '2020-12-31T00:00:00', wert: null },
      ],
    })
    const report = await site.get('resource_load_report', { resource_id: made.id })
    expect(report.result).toMatchObject({
      state: 'complete',
      format: 'CSV',
      rows: 2,
      decisions: ['The text is UTF-8.', 'Cells are divided by semicolon.'],
      columns: [
        { id: 'code', type: 'text' },
        { id: 'datum', type: 'timestamp' },
        { id: 'wert', type: 'numeric', nulled: 1, nulled_samples: ['-'] },
      ],
    })
  })

  it('makes the views of a table once it is loaded, each once', async () => {
    const { id } = await create(`${link}/views.csv`)
    const views = async () => (await site.get('resource_view_list', { id })).result
    expect(await views()).toMatchObject([{ view_type: 'datatables_view', title: 'Table' }])
    const hook = { metadata: { resource_id: id }, status: 'complete' }
    expect(await site.post('xloader_hook', hook, 'admin')).toMatchObject({ status: 200, result: null })
    expect(await views()).toHaveLength(1)
  })

  it('is told by loaders outside how they get on', async () => {
    const { id } = await create(`${link}/hook.csv`)
    const hook = (params: object, as?: string) => site.post('datapusher_hook', params, as)
    const told = { metadata: { resource_id: id }, status: 'error', error: 'out of luck' }
    expect(await hook(told, 'eve')).toMatchObject({ status: 403 })
    expect(await hook({ status: 'error' }, 'admin')).toMatchObject({
      status: 409,
      error: { metadata: ['Missing value'] },
    })
    expect(await hook({ metadata: {}, status: 'error' }, 'admin')).toMatchObject({
      status: 409,
      error: { resource_id: ['Missing value'] },
    })
    expect(await hook({ metadata: { resource_id: 'none' }, status: 'error' }, 'admin')).toMatchObject({
      status: 404,
    })
    expect(await hook(told, 'admin')).toMatchObject({ status: 200, result: null })
    expect(await site.post('datapusher_status', { resource_id: id }, 'admin')).toMatchObject({
      result: { status: 'error' },
    })
    expect(await site.get('xloader_status', { resource_id: id }, 'admin')).toMatchObject({
      result: { status: 'complete' },
    })
  })

  it('leaves an unchanged file alone, and keeps the data dictionary when it changed', async () => {
    const { id } = await create(`${link}/b.csv`)
    const fields = [{ id: 'code', type: 'text', info: { label: 'Code' } }]
    await site.post('datastore_create', { resource_id: id, fields, force: true }, 'admin')
    const submit = async () => {
      const before = asked
      expect(await site.post('xloader_submit', { resource_id: id }, 'admin')).toMatchObject({ result: true })
      const status = async () => (await site.get('xloader_status', { resource_id: id }, 'admin')).result
      while (asked === before || /pending|running/.test(((await status()) as { status: string }).status))
        await new Promise((done) => setTimeout(done, 50))
      return status()
    }
    expect(JSON.stringify(await submit())).toContain("the file hash hasn't changed")
    content = 'code;datum;wert\n07;01.01.2021;3\n'
    expect(await submit()).toMatchObject({ status: 'complete', task_info: { error: null } })
    content = CSV
    const { result } = await site.post('datastore_search', { resource_id: id })
    expect(result).toMatchObject({
      records: [{ code: '07' }],
      fields: [{}, { id: 'code', info: { label: 'Code' } }, {}, {}],
    })
  })

  it('says why a file is no table', async () => {
    const { id, datastore_active: isActive } = await create(`${link}/page`)
    expect(isActive).toBe(false)
    const { result } = await site.get('resource_load_report', { resource_id: id })
    expect(result).toMatchObject({ state: 'error' })
    expect((result as { readonly error: string }).error).toContain('web page (HTML) titled “Please log in”')
  })

  it('goes to no private network, also not after a redirect', async () => {
    const { id } = await create(`${link}/away`)
    const { result } = await site.get('resource_load_report', { resource_id: id })
    expect((result as { readonly error: string }).error).toContain(
      '169.254.169.254 lies in a private network',
    )
  })

  it('tells nobody else of private resources', async () => {
    const { id } = await create(`${link}/c.csv`, 'secret')
    expect(await site.get('resource_load_report', { resource_id: id }, 'eve')).toMatchObject({ status: 403 })
    expect(await site.get('xloader_status', { resource_id: id }, 'eve')).toMatchObject({ status: 403 })
    expect(await site.post('datapusher_submit', { resource_id: id })).toMatchObject({ status: 403 })
  })

  it('loads nothing that is no table', async () => {
    const { id } = await create(`${link}/d.pdf`, 'tables', 'PDF')
    expect(await site.get('resource_load_report', { resource_id: id })).toMatchObject({ status: 404 })
  })
})
