import { callAction } from '../../actions/call.ts'
import type { App } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { JsonValue } from '../../core/json.ts'
import { createWorker } from '../../jobs/worker.ts'
import { harvestHandlers } from '../../loading/harvest-handlers.ts'
import type { HarvestJobRow } from '../../store/harvest-jobs.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'
import type { FolderOptions } from '../folder-options.ts'
import { withCatalogue } from '../open-catalogue.ts'
import { print } from '../print.ts'
import type { HarvestAddOptions, HarvestReportOptions } from './harvest-options.ts'

const OPERATOR = { user: undefined, operator: true } as const
/** So many runs are shown, and so many records of a report are read at a time. */
const RUNS = 10
const PAGE = 1000

/** `rows=100` or `fq=["a"]`. */
function setting(text: string): readonly [string, JsonValue] {
  const at = text.indexOf('=')
  if (at < 1) throw new ConfigError(`--set ${text}: it must be a key, =, and a value.`)
  const value = text.slice(at + 1)
  try {
    return [text.slice(0, at), JSON.parse(value) as JsonValue]
  } catch {
    return [text.slice(0, at), value]
  }
}

async function sourceNamed({ store }: App, name: string): Promise<HarvestSourceRow> {
  const source = await store.harvestSources.find(name)
  if (source?.state !== 'active') throw new ConfigError(`There is no source ${name}.`)
  return source
}

/** A run in a line. */
export const runText = (job: HarvestJobRow): string => {
  const counts = `${job.added} created, ${job.updated} changed, ${job.unchanged} unchanged, ${job.deleted} deleted, ${job.refused} refused`
  const errors = JSON.parse(job.errors) as readonly string[]
  return [job.id, job.created.slice(0, 19), job.status, counts, ...errors].join('\t')
}

/** `harvest add`. @throws ValidationError */
export async function harvestAdd(name: string, url: string, options: HarvestAddOptions): Promise<void> {
  await withCatalogue(options, async ({ services, store }) => {
    const { org } = options
    if (org !== undefined && !(await store.groups.find(org))) {
      await callAction(services, 'organization_create', { name: org }, OPERATOR)
      print(`Made the organization ${org}.`)
    }
    const source = {
      name,
      url,
      title: options.title,
      source_type: options.type,
      owner_org: org,
      frequency: (options.every ?? 'manual').toUpperCase(),
      config: Object.fromEntries((options.set ?? []).map(setting)),
    }
    await callAction(services, 'harvest_source_create', source, OPERATOR)
    print(`Added ${name}. Harvest it with: ckanister harvest run ${name}`)
  })
}

/** `harvest list`: a source a line. */
export async function harvestList(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ store }) => {
    for (const source of await store.harvestSources.all(false)) {
      const count = await store.harvestObjects.countCurrent(source.id)
      const next =
        source.next_run === null ? '' : `next ${new Date(source.next_run).toISOString().slice(0, 19)}`
      const { name, source_type: type, url, frequency } = source
      print([name, type, url, `${count} datasets`, frequency.toLowerCase(), next].join('\t').trimEnd())
    }
  })
}

/** `harvest show`: a source and its newest runs. @throws ConfigError */
export async function harvestShow(name: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    const { validators: _validators, next_run: _next, ...source } = await sourceNamed(app, name)
    for (const [key, value] of Object.entries(source)) print(`${key}\t${value ?? ''}`)
    for (const job of await app.store.harvestJobs.list(source.id, null, RUNS)) print(runText(job))
  })
}

/** `harvest report`: a record a line. @throws ConfigError */
export async function harvestReport(name: string, options: HarvestReportOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    const { id } = await sourceNamed(app, name)
    const { harvestJobs } = app.store
    const [job] =
      options.job === undefined
        ? await harvestJobs.list(id, null, 1)
        : [await harvestJobs.get(options.job)].filter((found) => found?.source_id === id)
    if (!job) throw new ConfigError(`The source ${name} has no such run.`)
    print(runText(job))
    for (let offset = 0; ; offset += PAGE) {
      const records = await harvestJobs.records(job.id, null, PAGE, offset)
      for (const { change, guid, package_id: dataset, reason } of records)
        print([change, guid, dataset ?? '', reason ?? ''].join('\t').trimEnd())
      if (records.length < PAGE) return
    }
  })
}

/** `harvest remove`; with `--datasets` its datasets go, too. @throws NotFound */
export async function harvestRemove(
  name: string,
  options: FolderOptions & { readonly datasets?: boolean },
): Promise<void> {
  await withCatalogue(options, async ({ services, store, uploadFolder }) => {
    const clear_source = options.datasets === true
    await callAction(services, 'harvest_source_delete', { id: name, clear_source }, OPERATOR)
    if (clear_source) {
      const handlers = harvestHandlers(services, uploadFolder).filter(
        ({ kind }) => kind.kind === 'harvest-clear',
      )
      const worker = createWorker({ store, jobs: services.jobs, handlers })
      await worker.runDue()
      await worker.stop()
    }
    print(`Removed ${name}${clear_source ? ' and its datasets' : '; its datasets stay'}.`)
  })
}
