import { ConfigError } from '../config/config-error.ts'
import type { JobRow, JobState } from '../store/jobs.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

/** How many jobs are listed. */
const MOST = 1000

const timeOf = (millis: number): string => new Date(millis).toISOString().slice(0, 19)

function stateOf({ state, run_at, progress, attempts }: JobRow): string {
  if (state === 'queued' && run_at > Date.now()) return `queued until ${timeOf(run_at)}`
  if (state === 'running' && progress !== null) return `running ${Math.round(progress * 100)} %`
  return attempts > 1 ? `${state} (attempt ${attempts})` : state
}

const lineOf = (job: JobRow): string =>
  [job.id, job.created.slice(0, 19), stateOf(job), job.kind, job.title, job.error ?? ''].join('\t').trimEnd()

/** `jobs list`: the newest first, a job a line; with `--all`, those that have ended, too. */
export async function jobsList(options: FolderOptions & { readonly all?: boolean }): Promise<void> {
  const states: readonly JobState[] = ['queued', 'running', 'failed']
  await withCatalogue(options, async ({ store }) => {
    const jobs = await store.jobs.recent(options.all ? [...states, 'done', 'cancelled'] : states, MOST)
    for (const job of jobs) print(lineOf(job))
  })
}

/** `jobs show`: a job, its data, its result and its log. */
export async function jobsShow(id: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ store }) => {
    const job = await store.jobs.get(id)
    if (!job) throw new ConfigError(`There is no job ${id}.`)
    print(lineOf(job))
    print(`data\t${job.data}`)
    if (job.result !== null) print(`result\t${job.result}`)
    for (const { time, line } of await store.jobs.log(id)) print(`${timeOf(time)}\t${line}`)
  })
}

/** `jobs cancel`: a job that waits or runs. */
export async function jobsCancel(id: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    if (!(await services.jobs.cancel(services.store, id))) {
      throw new ConfigError(`There is no job ${id} that waits or runs.`)
    }
    print(`Cancelled job ${id}.`)
  })
}

/** Settles when somebody stops the program. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })

/** `jobs run`: runs jobs beside the process that serves, until a signal comes; with `--once`, those that are due now. */
export async function jobsRun(options: FolderOptions & { readonly once?: boolean }): Promise<void> {
  await withCatalogue(options, async ({ worker }) => {
    if (options.once) {
      print(`Ran ${await worker.runDue()} jobs.`)
      return
    }
    worker.start()
    print('Running jobs')
    await stopped()
  })
}
