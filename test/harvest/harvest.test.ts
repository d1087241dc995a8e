import { setTimeout as sleep } from 'node:timers/promises'
import { startApp, type StartedApp } from '../support/start-app.ts'
import { ckanAnswers, someDatasets, type Dataset } from './ckan-source.ts'
import { runAgain } from './run-again.ts'
import { startSource, type StartedSource } from './start-source.ts'

const ENV = {
  CKAN__PLUGINS: 'activity harvest',
  CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1',
  CKANISTER__HARVEST__REQUESTS_PER_SECOND: '1000',
  CKANISTER__HARVEST__PATIENCE: '10',
}

let site: StartedApp
let source: StartedSource
let datasets: Dataset[]

beforeEach(async () => {
  datasets = someDatasets(30)
  source = await startSource(ckanAnswers(() => datasets))
  site = await startApp({ users: ['editor', 'stranger'], env: ENV })
  await site.post(
    'organization_create',
    { name: 'city', users: [{ name: 'editor', capacity: 'editor' }] },
    'admin',
  )
})
afterEach(async () => {
  await site.close()
  await source.close()
})

const shown = async (id: string) => (await site.get('package_show', { id }, 'admin')).result as Dataset

interface Job {
  readonly id: string
  readonly status: string
  readonly stats: Readonly<Record<string, number>>
  readonly gather_error_summary: readonly (readonly [string, number])[]
  readonly object_error_summary: readonly (readonly [string, number])[]
}

async function addSource(more: object = {}) {
  const { status, result } = await site.post(
    'harvest_source_create',
    { name: 'portal', title: 'The portal', url: source.url, source_type: 'ckan', owner_org: 'city', ...more },
    'editor',
  )
  expect(status).toBe(200)
  return result as { readonly id: string; readonly name: string }
}

async function harvest(more: object = {}): Promise<Job> {
  const { result, status } = await site.post('harvest_job_create', { source_id: 'portal', ...more }, 'editor')
  expect(status).toBe(200)
  await site.app.worker.runDue()
  return (await site.get('harvest_job_show', { id: (result as Job).id }, 'editor')).result as Job
}

/** Waits, 20 seconds at the most, until a run is so. */
async function until(id: string, isSo: (job: Job) => boolean): Promise<void> {
  for (let looks = 0; looks < 1000; looks++) {
    if (isSo((await site.get('harvest_job_show', { id }, 'editor')).result as Job)) return
    await sleep(20)
  }
  throw new Error('The run never got there.')
}

const stats = (added: number, updated: number, unchanged: number, deleted: number, errored: number) => ({
  added,
  updated,
  'not modified': unchanged,
  deleted,
  errored,
})

it('brings the datasets of a CKAN, follows its changes and says where each came from', async () => {
  const { id } = await addSource()
  expect((await harvest()).stats).toEqual(stats(30, 0, 0, 0, 0))
  const first = await shown('dataset-0003')
  expect(first).toMatchObject({
    id: datasets[3]?.id,
    title: 'Dataset 0003',
    private: false,
    organization: { name: 'city' },
    resources: [{ url: 'http://there.example.org/0003.csv', format: 'CSV' }],
  })
  const extras = Object.fromEntries(
    (first['extras'] as readonly { key: string; value: string }[]).map(({ key, value }) => [key, value]),
  )
  expect(extras).toMatchObject({
    spatial: 'here',
    harvest_source_id: id,
    harvest_source_title: 'The portal',
  })
  const object = await site.get('harvest_object_show', { dataset_id: 'dataset-0003' })
  expect(object.result).toMatchObject({ id: extras['harvest_object_id'], guid: first.id, current: true })
  const found = await site.get('package_search', { fq: `harvest_source_id:"${id}"`, rows: 0 })
  expect(found.result).toMatchObject({ count: 30 })

  expect((await harvest()).stats).toEqual(stats(0, 0, 30, 0, 0))
  expect((await shown('dataset-0003'))['metadata_modified']).toBe(first['metadata_modified'])

  datasets = datasets
    .filter(({ name }) => name !== 'dataset-0007')
    .map((dataset) => (dataset.name === 'dataset-0003' ? { ...dataset, title: 'Other' } : dataset))
  expect((await harvest()).stats).toEqual(stats(0, 1, 28, 1, 0))
  expect(await shown('dataset-0003')).toMatchObject({ title: 'Other' })
  expect(await shown('dataset-0007')).toMatchObject({ state: 'deleted' })

  datasets = someDatasets(30)
  expect((await harvest()).stats).toEqual(stats(0, 2, 28, 0, 0))
  expect(await shown('dataset-0007')).toMatchObject({ state: 'active' })
})

it('reports what was refused, and repairs what can be', async () => {
  const taken = datasets[1]?.id
  await site.post('package_create', { id: taken, name: 'mine', title: 'mine', owner_org: 'city' }, 'admin')
  await site.post('package_create', { name: 'dataset-0002', owner_org: 'city' }, 'editor')
  datasets = datasets
    .slice(0, 3)
    .map((dataset, at) => (at === 0 ? { ...dataset, tags: [{ name: 'a/b: c' }] } : dataset))
  await addSource()
  const job = await harvest()
  expect(job.stats).toEqual(stats(2, 0, 0, 0, 1))
  expect(job.object_error_summary).toEqual([
    [`There is a dataset that was not harvested with the id ${taken ?? ''} already.`, 1],
  ])
  expect(await shown('mine')).toMatchObject({ title: 'mine' })
  expect(await shown('dataset-0000')).toMatchObject({ tags: [{ name: 'a b c' }] })
  expect(await shown('dataset-0002-2')).toMatchObject({ title: 'Dataset 0002' })
  const report = await site.get('harvest_job_report', { id: job.id }, 'editor')
  expect((report.result as { records: unknown[] }).records).toHaveLength(3)
  // Another run tries again what was refused, and only that.
  expect((await harvest()).stats).toEqual(stats(0, 0, 2, 0, 1))
})

it('takes nothing over that is not the source’s to say', async () => {
  datasets = datasets.slice(0, 1).map((dataset) => ({
    ...dataset,
    private: true,
    state: 'draft',
    creator_user_id: 'x',
    plugin_data: { a: 1 },
    extras: [{ key: 'harvest_source_id', value: 'forged' }],
    // A table that lies there alone.
    resources: [
      { url: 'http://there.example.org/datastore/dump/x', url_type: 'datastore', datastore_active: true },
    ],
  }))
  const { id } = await addSource()
  await harvest()
  const dataset = await shown('dataset-0000')
  expect(dataset).toMatchObject({ private: false, state: 'active', organization: { name: 'city' } })
  expect(dataset['extras']).toContainEqual({ key: 'harvest_source_id', value: id })
  const link = { url: 'http://there.example.org/datastore/dump/x', url_type: null }
  expect(dataset['resources']).toMatchObject([link])
})

describe('a source that is not well', () => {
  beforeEach(async () => {
    await addSource({ config: { rows: 10 } })
    await harvest()
    source.asked.length = 0
  })
  const intact = async () => {
    const found = await site.get('package_search', { rows: 0 })
    expect(found.result).toMatchObject({ count: 30 })
  }

  it.each([
    ['cuts its answers short', () => '{"success": true, "result": {"count": 30, "res', /no whole JSON/],
    [
      'answers with a page',
      () => '<html><body>Maintenance</body></html>',
      /no whole JSON; it begins: <html>/,
    ],
    ['answers without datasets', () => ({ success: true, result: [] }), /another shape/],
    ['is empty', () => ({ success: true, result: { count: 0, results: [] } }), /nothing was deleted/],
    [
      'gives fewer than it says',
      () => ({ success: true, result: { count: 30, results: [] } }),
      /says it has 30 datasets, and gave 0/,
    ],
  ])('changes nothing when it %s', async (_what, answer: () => unknown, message) => {
    source.respond = answer
    const job = await harvest()
    expect(job.stats).toEqual(stats(0, 0, 0, 0, 0))
    expect(job.gather_error_summary[0]?.[0]).toMatch(message)
    await intact()
  })

  it('is asked no more when it gives the same page again and again', async () => {
    const answers = ckanAnswers(() => datasets)
    source.respond = (url, response) => {
      url.searchParams.set('start', '0')
      return answers(url, response)
    }
    const job = await harvest()
    expect(job.gather_error_summary[0]?.[0]).toMatch(/the same again and again/)
    expect(source.asked.length).toBeLessThan(20)
    await intact()
  })

  it('may die in the middle: what was read stays, and nothing is deleted', async () => {
    const answers = ckanAnswers(() => datasets)
    datasets = datasets.slice(1).map((dataset) => ({ ...dataset, title: `New ${dataset.name}` }))
    source.respond = (url, response) => {
      if (Number(url.searchParams.get('start')) < 9) return answers(url, response)
      response.writeHead(200, { 'Content-Length': '100000' })
      response.write('{"success": true, ')
      setTimeout(() => response.destroy(), 5)
      return undefined
    }
    const job = await harvest()
    expect(job.stats).toEqual(stats(0, 10, 0, 0, 0))
    expect(job.gather_error_summary[0]?.[0]).toMatch(/broke off/)
    await intact()
  }, 60_000)

  it('may redirect, but not to where nothing is fetched from', async () => {
    source.respond = (_url, response) => {
      response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data' })
      return response.end()
    }
    expect((await harvest()).gather_error_summary[0]?.[0]).toMatch(/private network/)
    await intact()
  })

  it('may lose datasets while it is listed', async () => {
    const answers = ckanAnswers(() => datasets)
    source.respond = (url, response) => {
      if (source.asked.length === 2) datasets = datasets.slice(5)
      return answers(url, response)
    }
    const job = await harvest()
    expect(job.gather_error_summary).toEqual([])
    // Those that had been listed before they vanished go with the next run.
    expect(job.stats['errored']).toBe(0)
    expect((await site.get('package_search', { rows: 0 })).result).toMatchObject({ count: 30 })
    expect((await harvest()).stats).toEqual(stats(0, 0, 25, 5, 0))
  })

  it('is asked for fewer datasets when it cannot give many, and one by one when it cannot search', async () => {
    const answers = ckanAnswers(() => datasets)
    source.respond = (url, response) => {
      if (url.pathname.endsWith('package_search')) {
        response.statusCode = 400
        return { success: false }
      }
      return answers(url, response)
    }
    datasets = datasets.slice(0, 28)
    expect((await harvest()).stats).toEqual(stats(0, 0, 28, 2, 0))
  })
})

it('deletes most of a source only when told to', async () => {
  await addSource()
  await harvest()
  datasets = datasets.slice(0, 5)
  const refused = await harvest()
  expect(refused.stats).toEqual(stats(0, 0, 5, 0, 0))
  expect(refused.gather_error_summary[0]?.[0]).toMatch(/25 of 30 datasets are gone/)
  expect((await harvest({ allow_mass_delete: true })).stats).toEqual(stats(0, 0, 5, 25, 0))
})

it('goes on where it was broken off', async () => {
  await addSource({ config: { rows: 10 } })
  const answers = ckanAnswers(() => datasets)
  source.respond = async (url, response) => {
    if (Number(url.searchParams.get('start')) >= 18) await new Promise(() => undefined)
    return answers(url, response)
  }
  const { result } = await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')
  site.app.worker.start()
  await until((result as Job).id, ({ stats: { added } }) => added === 19)
  await site.app.worker.stop()
  source.respond = answers
  source.asked.length = 0
  await runAgain(site.app)
  const job = (await site.get('harvest_job_show', { id: (result as Job).id }, 'editor')).result as Job
  expect(job).toMatchObject({ status: 'Finished', stats: stats(30, 0, 0, 0, 0) })
  expect(source.asked[0]).toContain('start=18')
}, 60_000)

it('is for those who may edit datasets of its organization', async () => {
  const create = { name: 'other', url: 'http://example.org', source_type: 'ckan' }
  expect(
    (await site.post('harvest_source_create', { ...create, owner_org: 'city' }, 'stranger')).status,
  ).toBe(403)
  expect((await site.post('harvest_source_create', { ...create, owner_org: 'city' })).status).toBe(403)
  expect((await site.post('harvest_source_create', create, 'editor')).status).toBe(403)
  expect((await site.post('harvest_source_create', create, 'admin')).status).toBe(409)
  const open = { ...create, config: { remote_orgs: 'create' } }
  expect((await site.post('harvest_source_create', open, 'admin')).status).toBe(200)
  await addSource({ config: '{"rows": 5}' })
  expect((await site.post('harvest_job_create', { source_id: 'portal' }, 'stranger')).status).toBe(403)
  expect((await site.get('harvest_source_show', { id: 'portal' })).result).toMatchObject({ config: null })
  expect((await site.get('harvest_source_show', { id: 'portal' }, 'editor')).result).toMatchObject({
    config: '{"rows":5}',
    type: 'harvest',
  })
  const mass = await site.post(
    'harvest_source_patch',
    { id: 'portal', config: { remote_orgs: 'create' } },
    'editor',
  )
  expect(mass.status).toBe(409)
  expect((await site.post('harvest_jobs_run', {}, 'editor')).status).toBe(403)
})

it('refuses what is wrong with a source', async () => {
  await addSource()
  const bad = {
    name: 'Pörtal',
    url: 'ftp://example.org',
    source_type: 'oracle',
    frequency: 'NEVER',
    config: '[',
    owner_org: 'city',
  }
  const { status, error } = await site.post('harvest_source_create', bad, 'editor')
  expect(status).toBe(409)
  expect(Object.keys(error).sort()).toEqual(['__type', 'config', 'frequency', 'name', 'source_type', 'url'])
  const twin = await site.post(
    'harvest_source_create',
    { name: 'twin', url: source.url, source_type: 'ckan', owner_org: 'city' },
    'editor',
  )
  expect(twin.error['url']).toEqual(['There already is a Harvest Source for this URL & config: portal'])
  const folder = { name: 'f', url: '/etc', source_type: 'folder', owner_org: 'city' }
  expect((await site.post('harvest_source_create', folder, 'editor')).status).toBe(409)
})

it('is patched, cleared and removed', async () => {
  await addSource()
  await harvest()
  const patched = await site.post('harvest_source_patch', { id: 'portal', frequency: 'DAILY' }, 'editor')
  expect(patched.result).toMatchObject({ frequency: 'DAILY', title: 'The portal' })
  await site.app.worker.runDue()
  const status = (await site.get('harvest_source_show_status', { id: 'portal' })).result as Record<
    string,
    string
  >
  const wait = Date.parse(`${status['next_run'] ?? ''}Z`) - Date.now()
  expect(wait).toBeGreaterThan(86_000_000)
  expect(wait).toBeLessThan(86_500_000)
  expect(status).toMatchObject({ total_datasets: 30, job_count: 2 })

  await site.post('harvest_source_clear', { id: 'portal' }, 'editor')
  await site.app.worker.runDue()
  expect((await site.get('package_search', { rows: 0 })).result).toMatchObject({ count: 0 })
  expect((await harvest()).stats).toMatchObject({ errored: 0 })
  expect((await site.get('package_search', { rows: 0 })).result).toMatchObject({ count: 30 })

  await site.post('harvest_source_delete', { id: 'portal' }, 'editor')
  expect((await site.get('harvest_source_show', { id: 'portal' })).status).toBe(404)
  expect((await site.get('harvest_source_list')).result).toEqual([])
  // A new source takes up what a removed one has brought.
  await addSource()
  expect((await harvest()).stats).toMatchObject({ added: 0, errored: 0 })
})

it('has no two runs over a source at a time, and a run can be aborted', async () => {
  await addSource()
  const first = await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')
  expect((await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')).status).toBe(409)
  const { id } = first.result as Job
  const aborted = await site.post('harvest_job_abort', { id }, 'editor')
  expect(aborted.result).toMatchObject({ status: 'Aborted' })
  expect((await site.post('harvest_job_abort', { id }, 'editor')).status).toBe(409)
  expect((await harvest()).stats).toMatchObject({ added: 30 })
  expect((await site.get('harvest_job_list', { source_id: 'portal' }, 'editor')).result).toHaveLength(2)
})

it('is taken up again when the queue has lost its job', async () => {
  await addSource()
  const { result } = await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')
  const { store, jobs } = site.app.services
  const queued = await store.jobs.recent(['queued'], 1)
  await jobs.cancel(store, queued[0]?.id ?? '')
  const again = await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')
  expect(again.result).toMatchObject({ id: (result as Job).id })
  await site.app.worker.runDue()
  await until((result as Job).id, ({ status }) => status === 'Finished')
})

it('does not hold up other sources while it is slow', async () => {
  const slow = await startSource(() => new Promise(() => undefined))
  try {
    await addSource()
    await site.post(
      'harvest_source_create',
      { name: 'slow', url: slow.url, source_type: 'ckan', owner_org: 'city' },
      'editor',
    )
    await site.post('harvest_job_create', { source_id: 'slow' }, 'editor')
    const { result } = await site.post('harvest_job_create', { source_id: 'portal' }, 'editor')
    site.app.worker.start()
    await until((result as Job).id, ({ status }) => status === 'Finished')
  } finally {
    await slow.close()
  }
}, 30_000)

it('is no part of the API where the plugin is off', async () => {
  const plain = await startApp()
  expect((await plain.get('harvest_source_list')).status).toBe(400)
  await plain.close()
})
