import { setTimeout as sleep } from 'node:timers/promises'
import { defineJob } from '../../src/jobs/define-job.ts'
import { GiveUp } from '../../src/jobs/give-up.ts'
import { handleJob, type JobHandler } from '../../src/jobs/handle-job.ts'
import { createWorker, type JobWorker } from '../../src/jobs/worker.ts'
import type { JobRow } from '../../src/store/jobs.ts'
import { startApp, type StartedApp } from '../support/start-app.ts'

let site: StartedApp
const workers: JobWorker[] = []

beforeEach(async () => {
  site = await startApp()
})

afterEach(async () => {
  jest.restoreAllMocks()
  for (const worker of workers.splice(0)) await worker.stop()
  await site.close()
})

const workerOf = (handlers: readonly JobHandler[], isServing = false): JobWorker => {
  const worker = createWorker({ store: site.app.store, jobs: site.app.services.jobs, handlers, isServing })
  workers.push(worker)
  return worker
}

const jobs = () => site.app.services.jobs
const store = () => site.app.store
const jobRow = async (id: string): Promise<JobRow> => {
  const row = await store().jobs.get(id)
  if (!row) throw new Error(`no job ${id}`)
  return row
}
const silence = () => jest.spyOn(process.stderr, 'write').mockReturnValue(true)

/** Waits until something is so; jest's time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10)
}

const echo = defineJob<{ readonly word: string }>({ kind: 'echo', title: ({ word }) => `Say ${word}` })

describe('queueing', () => {
  it('runs a job with its data and keeps result, log and progress', async () => {
    const worker = workerOf([
      handleJob(echo, async ({ word }, { log, progress }) => {
        log(`said ${word}`)
        progress(0.5)
        return { length: word.length }
      }),
    ])
    const id = await jobs().enqueue(store(), echo, { word: 'Möwe' })
    expect(await worker.runDue()).toBe(1)
    const row = await jobRow(id)
    expect(row).toMatchObject({ state: 'done', title: 'Say Möwe', attempts: 1, progress: 0.5 })
    expect(row.result).toBe('{"length":4}')
    expect(await store().jobs.log(id)).toEqual([{ time: expect.any(Number) as number, line: 'said Möwe' }])
  })

  it('is part of the transaction that queues', async () => {
    const failed = store().write(async (tx) => {
      await jobs().enqueue(tx, echo, { word: 'never' })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await store().write((tx) => jobs().enqueue(tx, echo, { word: 'yes' }))
    const waiting = await store().jobs.waiting('default')
    expect(waiting.map(({ title }) => title)).toEqual(['Say yes'])
  })

  it('keeps one waiting job a key, with the newest data', async () => {
    const seen: string[] = []
    const worker = workerOf([handleJob(echo, async ({ word }) => seen.push(word))])
    const first = await jobs().enqueue(store(), echo, { word: 'old' }, { key: 'a' })
    expect(await jobs().enqueue(store(), echo, { word: 'new' }, { key: 'a' })).toBe(first)
    await jobs().enqueue(store(), echo, { word: 'other' }, { key: 'b' })
    await worker.runDue()
    expect(seen).toEqual(['new', 'other'])
  })

  it('never runs two jobs of one key side by side', async () => {
    const gate = Promise.withResolvers<undefined>()
    let running = 0
    let most = 0
    const worker = workerOf([
      handleJob(echo, async () => {
        most = Math.max(most, ++running)
        await gate.promise
        running--
      }),
    ])
    worker.start()
    await jobs().enqueue(store(), echo, { word: 'one' }, { key: 'a' })
    await until(() => running === 1)
    const second = await jobs().enqueue(store(), echo, { word: 'two' }, { key: 'a' })
    await sleep(50)
    expect((await jobRow(second)).state).toBe('queued')
    gate.resolve(undefined)
    await until(async () => (await jobRow(second)).state === 'done')
    expect(most).toBe(1)
  })

  it('waits for the time that was asked for', async () => {
    const worker = workerOf([handleJob(echo, async () => undefined)])
    const id = await jobs().enqueue(store(), echo, { word: 'later' }, { runAt: Date.now() + 60_000 })
    expect(await worker.runDue()).toBe(0)
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
    expect(await worker.runDue()).toBe(1)
    expect((await jobRow(id)).state).toBe('done')
  })

  it('leaves kinds alone that it does not know', async () => {
    const id = await jobs().enqueue(store(), echo, { word: 'who?' })
    expect(await workerOf([]).runDue()).toBe(0)
    expect((await jobRow(id)).state).toBe('queued')
  })
})

describe('failing', () => {
  const flaky = defineJob<null>({ kind: 'flaky', title: () => 'Try', attempts: 3, backoff: 10 })

  it('tries again later and later, then keeps the error', async () => {
    const output = silence()
    const start = Date.now()
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start)
    const worker = workerOf([handleJob(flaky, () => Promise.reject(new Error('not reachable')))])
    const id = await jobs().enqueue(store(), flaky, null)
    await worker.runDue()
    const first = await jobRow(id)
    expect(first).toMatchObject({ state: 'queued', attempts: 1, error: 'not reachable' })
    expect(first.run_at - start).toBeGreaterThanOrEqual(10_000)
    expect(first.run_at - start).toBeLessThanOrEqual(12_000)
    clock.mockReturnValue(first.run_at)
    await worker.runDue()
    const second = await jobRow(id)
    expect(second.run_at - first.run_at).toBeGreaterThanOrEqual(20_000)
    clock.mockReturnValue(second.run_at)
    await worker.runDue()
    expect(await jobRow(id)).toMatchObject({ state: 'failed', attempts: 3, error: 'not reachable' })
    expect(output).toHaveBeenCalledTimes(1)
    expect(output.mock.calls.join('')).toContain('"message":"A job failed."')
    clock.mockReturnValue(second.run_at + 1e9)
    expect(await worker.runDue()).toBe(0)
  })

  it('does not try again what gives up', async () => {
    silence()
    const worker = workerOf([handleJob(flaky, () => Promise.reject(new GiveUp('no such mailbox')))])
    const id = await jobs().enqueue(store(), flaky, null)
    await worker.runDue()
    expect(await jobRow(id)).toMatchObject({ state: 'failed', attempts: 1, error: 'no such mailbox' })
  })

  it('ends what takes too long', async () => {
    const slow = defineJob<null>({ kind: 'slow', title: () => 'Sleep', timeLimit: 0.05 })
    const worker = workerOf([handleJob(slow, (_, { signal }) => sleep(60_000, undefined, { signal }))])
    const id = await jobs().enqueue(store(), slow, null)
    await worker.runDue()
    expect(await jobRow(id)).toMatchObject({ state: 'queued', error: 'It took longer than 0.05 seconds.' })
  })
})

describe('side by side', () => {
  it('lets a slow kind hold up no other, and keeps to the concurrency', async () => {
    const gate = Promise.withResolvers<undefined>()
    let running = 0
    const slow = defineJob<null>({ kind: 'slow', title: () => 'Wait', concurrency: 2 })
    const worker = workerOf([
      handleJob(slow, async () => {
        running++
        await gate.promise
      }),
      handleJob(echo, async () => undefined),
    ])
    worker.start()
    const ids: string[] = []
    for (let i = 0; i < 3; i++) ids.push(await jobs().enqueue(store(), slow, null))
    const quick = await jobs().enqueue(store(), echo, { word: 'quick' })
    await until(async () => (await jobRow(quick)).state === 'done')
    expect(running).toBe(2)
    gate.resolve(undefined)
    await until(async () => (await jobRow(ids[2] ?? '')).state === 'done')
  })

  it('cancels what waits and what runs', async () => {
    let reason: unknown
    const slow = defineJob<null>({ kind: 'slow', title: () => 'Wait', concurrency: 1 })
    const worker = workerOf([
      handleJob(slow, async (_, { signal }) => {
        await sleep(60_000, undefined, { signal }).catch(() => {
          reason = signal.reason
        })
      }),
    ])
    worker.start()
    const [one, two] = [await jobs().enqueue(store(), slow, null), await jobs().enqueue(store(), slow, null)]
    await until(async () => (await jobRow(one)).state === 'running')
    expect(await jobs().cancel(store(), two)).toBe(true)
    expect(await jobs().cancel(store(), one)).toBe(true)
    await until(() => reason !== undefined)
    expect(await jobs().cancel(store(), one)).toBe(false)
    expect((await jobRow(one)).state).toBe('cancelled')
    expect((await jobRow(two)).state).toBe('cancelled')
  })
})

describe('ending and starting again', () => {
  it('gives broken off jobs back without counting the attempt', async () => {
    const slow = defineJob<null>({ kind: 'slow', title: () => 'Wait' })
    const handler = handleJob(slow, (_, { signal }) => sleep(60_000, undefined, { signal }))
    const worker = workerOf([handler])
    worker.start()
    const id = await jobs().enqueue(store(), slow, null)
    await until(async () => (await jobRow(id)).state === 'running')
    await worker.stop()
    expect(await jobRow(id)).toMatchObject({ state: 'queued', attempts: 0, error: null, worker: null })
  })

  it('takes up the jobs of a dead process: at once those of the one that served, others by and by', async () => {
    const id = await jobs().enqueue(store(), echo, { word: 'a' })
    const other = await jobs().enqueue(store(), echo, { word: 'b' })
    const now = Date.now()
    await store().write(async (tx) => {
      await tx.jobs.claim(id, 'serve:dead', now, now + 30_000)
      await tx.jobs.claim(other, 'run:dead', now, now + 30_000)
    })
    const worker = workerOf([handleJob(echo, async () => undefined)], true)
    await worker.runDue()
    expect(await jobRow(id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(await jobRow(other)).toMatchObject({ state: 'running', worker: 'run:dead' })
    jest.spyOn(Date, 'now').mockReturnValue(now + 31_000)
    await worker.runDue()
    expect(await jobRow(other)).toMatchObject({ state: 'done', attempts: 2 })
  })

  it('does not take up for ever what kills the process', async () => {
    silence()
    const deadly = defineJob<null>({ kind: 'deadly', title: () => 'Crash', attempts: 1 })
    const id = await jobs().enqueue(store(), deadly, null)
    await store().write((tx) => tx.jobs.claim(id, 'serve:dead', Date.now(), Date.now() + 30_000))
    await workerOf([handleJob(deadly, async () => undefined)], true).runDue()
    expect(await jobRow(id)).toMatchObject({ state: 'failed', error: 'The process that ran it ended.' })
  })

  it('ignores what a worker says of a job that another one took', async () => {
    const id = await jobs().enqueue(store(), echo, { word: 'a' })
    const gate = Promise.withResolvers<undefined>()
    const worker = workerOf([handleJob(echo, () => gate.promise)])
    worker.start()
    await until(async () => (await jobRow(id)).state === 'running')
    await store().write((tx) => tx.jobs.claim(id, 'run:other', Date.now(), Date.now() + 30_000))
    gate.resolve(undefined)
    await worker.stop()
    expect(await jobRow(id)).toMatchObject({ state: 'running', worker: 'run:other', attempts: 2 })
  })
})

describe('recurring', () => {
  it('comes again after its interval, once for all that was missed', async () => {
    const tick = defineJob<null>({ kind: 'tick', title: () => 'Tick' })
    const start = Date.now()
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start)
    const worker = workerOf([handleJob(tick, async () => undefined, { every: 60 })])
    expect(await worker.runDue()).toBe(1)
    expect(await worker.runDue()).toBe(0)
    clock.mockReturnValue(start + 60_000)
    expect(await worker.runDue()).toBe(1)
    clock.mockReturnValue(start + 600_000)
    expect(await worker.runDue()).toBe(1)
    expect(await worker.runDue()).toBe(0)
  })
})

describe('history', () => {
  it('forgets what ended long ago, and more than a thousand of a kind', async () => {
    const worker = workerOf([handleJob(echo, async () => undefined)])
    await store().write(async (tx) => {
      for (let i = 0; i < 1005; i++) await jobs().enqueue(tx, echo, { word: String(i) })
      await tx.jobs.clear(['default'], Date.now())
    })
    await worker.runDue()
    expect(await store().jobs.recent(['cancelled'], 2000)).toHaveLength(1000)
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31 * 24 * 3600_000)
    await worker.runDue()
    expect(await store().jobs.recent(['cancelled'], 2000)).toHaveLength(0)
  })
})
