import { setTimeout as sleep } from 'node:timers/promises'
import { callAction } from '../../actions/call.ts'
import type { App } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import { harvestJob, isHarvestQueued } from '../../harvest/harvest-job.ts'
import { clientFor } from '../../harvest/perform-harvest.ts'
import { runHarvest } from '../../harvest/run-harvest.ts'
import { createWorker } from '../../jobs/worker.ts'
import { harvestHandlers } from '../../loading/harvest-handlers.ts'
import { harvestWriter } from '../../loading/harvest-writer.ts'
import type { HarvestJobRow } from '../../store/harvest-jobs.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'
import { progressBar } from '../load/progress-bar.ts'
import { withCatalogue } from '../open-catalogue.ts'
import { print } from '../print.ts'
import { runText } from './harvest-commands.ts'
import type { HarvestRunOptions } from './harvest-options.ts'

const OPERATOR = { user: undefined, operator: true } as const
/** Milliseconds between two looks at how far the run is. */
const LOOK = 100

const doneOf = (job: HarvestJobRow): number => job.added + job.updated + job.unchanged + job.refused

/** What would happen, a record a line. */
async function tryOut(app: App, source: HarvestSourceRow, options: HarvestRunOptions): Promise<void> {
  const { services, uploadFolder: temporary } = app
  const { signal } = new AbortController()
  const { counts, errors } = await runHarvest({
    store: services.store,
    source,
    job: { id: 'dry-run', checkpoint: null },
    options,
    signal,
    dryRun: true,
    write: harvestWriter(services, { temporary, dryRun: true }),
    web: clientFor(services, source, signal, true),
    onRecord: ({ change, guid, reason }) => {
      print([change, guid, reason ?? ''].join('\t').trimEnd())
    },
  })
  for (const error of errors) print(error)
  const { added, updated, unchanged, deleted, refused } = counts
  print(
    `${added} to create, ${updated} to change, ${unchanged} unchanged, ${deleted} to delete, ${refused} refused; nothing was written (dry run)`,
  )
  if (errors.length > 0) process.exitCode = 1
}

/** Queues the run and looks at it until it has ended; the process that serves may be the one that runs it. */
async function perform(app: App, source: HarvestSourceRow, options: HarvestRunOptions): Promise<void> {
  const { services, store, uploadFolder } = app
  const { force, allowMassDelete } = options
  const open = await store.harvestJobs.open(source.id)
  if (open === undefined || !(await isHarvestQueued(store, source.id))) {
    const params = { source_id: source.id, force, allow_mass_delete: allowMassDelete }
    await callAction(services, 'harvest_job_create', params, OPERATOR)
  } else print('A run waits or runs already.')
  const begun = await store.harvestJobs.open(source.id)
  if (!begun) return
  const handlers = harvestHandlers(services, uploadFolder).filter(({ kind }) => kind.kind === harvestJob.kind)
  const worker = createWorker({ store, jobs: services.jobs, handlers })
  const bar = progressBar(process.stderr)
  const stop = new AbortController()
  process.once('SIGINT', () => {
    stop.abort()
  })
  worker.start()
  let job: HarvestJobRow = begun
  let done = 0
  let isStarted = false
  while (job.finished === null && !stop.signal.aborted) {
    await sleep(LOOK)
    job = (await store.harvestJobs.get(job.id)) ?? job
    if (!isStarted && job.total !== null) {
      bar.start(job.total)
      isStarted = true
    }
    for (const now = doneOf(job); done < now; done++) {
      bar.bytes(1)
      bar.record()
    }
  }
  bar.end()
  await worker.stop()
  if (job.finished === null) {
    print('Broken off. The next run goes on here.')
    return
  }
  print(runText(job))
  if (job.refused > 0) print(`Why records were refused: ckanister harvest report ${source.name}`)
  if (job.refused > 0 || job.errors !== '[]') process.exitCode = 1
}

/** `harvest run`. It sets the exit code: 0 when everything went well, 1 when something was refused. @throws ConfigError */
export async function harvestRun(name: string, options: HarvestRunOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    const source = await app.store.harvestSources.find(name)
    if (source?.state !== 'active') throw new ConfigError(`There is no source ${name}.`)
    await (options.dryRun === true ? tryOut(app, source, options) : perform(app, source, options))
  })
}
