import { defineJob } from '../../../src/jobs/define-job.ts'
import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
const echo = defineJob<string>({ kind: 'echo', title: (word) => `Say ${word}`, queue: 'talk' })
const other = defineJob<string>({ kind: 'other', title: (word) => `Do ${word}` })
const enqueue = (word: string, kind = echo) => site.app.services.jobs.enqueue(site.app.store, kind, word)

beforeEach(async () => {
  site = await startApp({ users: ['sam'] })
})
afterEach(() => site.close())

const titles = (result: unknown) =>
  (result as readonly { readonly title: string }[]).map(({ title }) => title)

describe('job_list', () => {
  test('lists what waits, a queue after another', async () => {
    await enqueue('a')
    const id = await enqueue('b', other)
    await enqueue('c')
    const { result } = await site.get('job_list', {}, 'admin')
    expect(titles(result)).toEqual(['Do b', 'Say a', 'Say c'])
    expect((result as unknown[])[0]).toEqual({
      id,
      title: 'Do b',
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
      queue: 'default',
    })
  })

  test('keeps to the named queues, in their order, and ignores limit and ids_only as CKAN does', async () => {
    for (const word of ['a', 'b']) await enqueue(word)
    await enqueue('c', other)
    const list = async (data: object) => (await site.post('job_list', data, 'admin')).result
    expect(titles(await list({ queues: ['talk', 'default'] }))).toEqual(['Say a', 'Say b', 'Do c'])
    expect(titles(await list({ queues: ['nowhere', 'default'] }))).toEqual(['Do c'])
    expect(titles(await list({ limit: 1, ids_only: true }))).toHaveLength(3)
    expect(titles(await list({ queues: [] }))).toHaveLength(3)
  })

  test('checks queues before it asks who calls', async () => {
    for (const as of ['admin', 'sam', undefined]) {
      const answer = await site.post('job_list', { queues: 'talk' }, as)
      expect(answer).toMatchObject({ status: 409, error: { queues: ['Not a list'] } })
    }
    const { error } = await site.post('job_list', { queues: [1, null] }, 'admin')
    expect(error).toMatchObject({ queues: ['Not a string: 1', 'Not a string: None'] })
    for (const as of ['sam', undefined])
      expect((await site.post('job_list', {}, as)).error).toMatchObject({ message: 'Access denied' })
  })
})

describe('job_show and job_cancel', () => {
  test('show a job until it is cancelled', async () => {
    const id = await enqueue('a')
    expect((await site.get('job_show', { id }, 'admin')).result).toMatchObject({ id, title: 'Say a' })
    expect(await site.post('job_cancel', { id }, 'admin')).toMatchObject({ status: 200, result: null })
    expect((await site.get('job_show', { id }, 'admin')).status).toBe(404)
    expect((await site.post('job_cancel', { id }, 'admin')).error).toMatchObject({ message: 'Not found' })
    expect((await site.get('job_list', {}, 'admin')).result).toEqual([])
  })

  test('forget a job that has ended', async () => {
    const id = await enqueue('a')
    const claim = { id, worker: 'test', attempts: 1 }
    await site.app.store.write(async ({ jobs }) => {
      await jobs.claim(id, 'test', 0, 0)
      const end = { run_at: 0, attempts: 1, ended: 1, result: null, error: null }
      await jobs.end(claim, { state: 'done', ...end })
    })
    expect((await site.get('job_show', { id }, 'admin')).status).toBe(200)
    expect((await site.post('job_cancel', { id }, 'admin')).status).toBe(200)
    expect(await site.app.store.jobs.get(id)).toBeUndefined()
  })

  test('are for sysadmins, who name a job', async () => {
    const id = await enqueue('a')
    for (const action of ['job_show', 'job_cancel']) {
      for (const as of ['sam', undefined]) expect((await site.post(action, { id }, as)).status).toBe(403)
      expect((await site.post(action, {}, 'admin')).error).toMatchObject({ id: ['Missing value'] })
      for (const odd of [null, '', 7, [], {}, 'no-such'])
        expect((await site.post(action, { id: odd }, 'admin')).status).toBe(404)
    }
    expect((await site.get('job_cancel', { id }, 'admin')).status).toBe(400)
  })
})

describe('job_clear', () => {
  test('cancels what waits, in all queues or in those named', async () => {
    await enqueue('a')
    await enqueue('b', other)
    const clear = async (data: object) => (await site.post('job_clear', data, 'admin')).result
    expect(await clear({ queues: ['default', 'nowhere'] })).toEqual(['default', 'nowhere'])
    expect(titles((await site.get('job_list', {}, 'admin')).result)).toEqual(['Say a'])
    expect(await clear({})).toEqual(['talk'])
    expect((await site.get('job_list', {}, 'admin')).result).toEqual([])
    expect(await clear({})).toEqual([])
    expect((await site.post('job_clear', {}, 'sam')).status).toBe(403)
  })
})
