import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { App } from '../../app.ts'
import { ConfigError } from '../../config/config-error.ts'
import { DomainError } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import { FetchError } from '../../fetch/fetch-error.ts'
import { listCkanDatasets } from '../../harvest/ckan/list-datasets.ts'
import { HarvestError } from '../../harvest/harvest-error.ts'
import { objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import type { LoadOptions } from '../../loading/load-options.ts'
import { progressBar } from '../load/progress-bar.ts'
import { withCatalogue } from '../open-catalogue.ts'
import { print } from '../print.ts'
import { checkpointFile } from './checkpoint-file.ts'
import { cloneFiles } from './clone-files.ts'
import type { CloneOptions } from './clone-options.ts'
import { cloneGroups } from './clone-groups.ts'
import { cloneRecords } from './clone-records.ts'
import { createReport, type CloneReport } from './clone-report.ts'
import { cloneTable } from './clone-table.ts'
import { cloneUsers } from './clone-users.ts'
import { cloneVocabularies } from './clone-vocabularies.ts'
import { openRemote, type Remote } from './remote.ts'
import { verifyClone } from './verify-clone.ts'

/** Datasets that are asked for at a time; half the trouble for both sides. */
const ROWS = 200
/** So many differences are printed; more of them say the same. */
const MOST_TOLD = 100

/** Neither activities nor loads into tables: what is cloned has had both. */
const quiet = (services: Services): Services => ({
  ...services,
  config: {
    ...services.config,
    'ckan.activity_streams_enabled': false,
    'ckanister.datastore.autoload': false,
  },
})

/** What package_search shows beyond public datasets, to those who may see it. */
const everything = (token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined ? {} : { include_private: 'true', include_drafts: 'true' }

async function cloneTables(
  services: Services,
  remote: Remote,
  datasets: readonly JsonObject[],
  report: CloneReport,
): Promise<void> {
  for (const dataset of datasets) {
    for (const resource of objectsOf(dataset.resources)) {
      if (resource.datastore_active !== true) continue
      const id = textOf(resource.id)
      try {
        if ((await cloneTable(services, remote, id)) === undefined)
          report.tell(`${textOf(dataset.name)}: the table of ${id} cannot be read`)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        report.tell(`${textOf(dataset.name)}: the table of ${id} was refused: ${error.message}`)
      }
    }
  }
}

interface Work {
  readonly app: App
  readonly services: Services
  readonly remote: Remote
  readonly options: CloneOptions
  readonly report: CloneReport
  readonly bar: ReturnType<typeof progressBar>
}

/** Brings datasets page by page. @returns the ids of all that were listed */
async function cloneDatasets(work: Work, folder: string): Promise<readonly string[]> {
  const { services, remote, options, report, bar } = work
  const { since, token } = options
  const key = JSON.stringify([remote.url, since ?? null, token !== undefined])
  const kept = checkpointFile(path.join(folder, 'clone.json'), key)
  const loading: LoadOptions = {
    uploadsAsLinks: options.files !== true,
    tablesAsLinks: options.datastore !== true,
  }
  const fq = since === undefined ? [] : [`metadata_modified:[${new Date(since).toISOString()} TO *]`]
  const query = everything(token)
  const checkpoint = await kept.read()
  if (checkpoint !== null) print('Goes on where the last clone was broken off.')
  const temporary = path.join(work.app.uploadFolder, 'clone')
  const ids: string[] = []
  let isStarted = false
  for await (const page of listCkanDatasets({
    url: remote.url,
    web: remote.web,
    fq,
    rows: ROWS,
    checkpoint,
    query,
  })) {
    if (!isStarted) bar.start(page.total)
    isStarted = true
    const { datasets } = page
    const files =
      options.files === true
        ? await cloneFiles(services.store, remote, datasets, temporary, report.tell)
        : undefined
    await cloneRecords(services, 'dataset', datasets, loading, {
      files: files && { files, temporary },
      onOutcome: (record, outcome) => {
        bar.bytes(1)
        bar.record()
        ids.push(textOf(record.id))
        report.note('dataset', record, outcome)
      },
    })
    await rm(temporary, { recursive: true, force: true })
    if (options.datastore === true) await cloneTables(services, remote, datasets, report)
    await kept.write(page.checkpoint)
  }
  await kept.remove()
  return ids
}

/** Everything that is to be compared, and names of tags that the other CKAN has several times. */
async function listAll({ remote, options }: Work) {
  const ids: string[] = []
  const tagIds = new Map<string, string>()
  const doubleTags = new Set<string>()
  const query = everything(options.token)
  const listing = { url: remote.url, web: remote.web, fq: [], rows: 1000, checkpoint: null, query }
  for await (const { datasets } of listCkanDatasets(listing)) {
    for (const { id, tags } of datasets) {
      ids.push(textOf(id))
      for (const tag of objectsOf(tags)) {
        const [name, tagId] = [textOf(tag.name), textOf(tag.id)]
        if ((tagIds.get(name) ?? tagId) !== tagId) doubleTags.add(name)
        tagIds.set(name, tagId)
      }
    }
  }
  return { ids, doubleTags }
}

async function verify(work: Work): Promise<void> {
  const { services, remote, options, bar } = work
  const { ids, doubleTags } = await listAll(work)
  bar.start(ids.length)
  let told = 0
  const different = await verifyClone(
    services,
    remote,
    ids,
    { ...options, doubleTags },
    {
      onDataset: () => {
        bar.bytes(1)
        bar.record()
      },
      onDifference: (name, difference) => {
        if (told < MOST_TOLD) bar.line(`${name}: ${difference}`)
        told++
      },
    },
  )
  bar.end()
  if (doubleTags.size > 0)
    print(
      `${doubleTags.size} tags have several ids there, of which one was kept: their ids were not compared.`,
    )
  print(`Verified ${ids.length} datasets: ${different} differ, ${told} differences.`)
  if (different > 0) process.exitCode = 1
}

async function cloneAll(app: App, address: string, options: CloneOptions): Promise<void> {
  const services = quiet(app.services)
  const { config } = services
  const token = options.token ?? process.env['CKANISTER_CLONE_TOKEN']
  const remote = openRemote(config, address, { token, rate: options.rate })
  const bar = progressBar(process.stderr)
  const report = createReport(bar.line)
  const work: Work = {
    app,
    services,
    remote,
    options: { ...options, ...(token === undefined ? {} : { token }) },
    report,
    bar,
  }
  try {
    const vocabularies = await cloneVocabularies(services, remote)
    await cloneUsers(services, remote, report)
    await cloneGroups(services, remote, 'organization', report)
    await cloneGroups(services, remote, 'group', report)
    await cloneDatasets(work, config['ckanister.data'])
    bar.end()
    print(`vocabularies: ${vocabularies}`)
    for (const line of report.lines()) print(line)
    if (report.refused() > 0) process.exitCode = 1
    if (options.verify === true) await verify(work)
  } finally {
    bar.end()
  }
}

/** `clone`: everything of another CKAN. @throws ConfigError when it can't be read; run again, it goes on */
export async function clone(address: string, options: CloneOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    try {
      await cloneAll(app, address, options)
    } catch (error) {
      if (!(error instanceof HarvestError || error instanceof FetchError)) throw error
      throw new ConfigError(`${error.message} Run it again to go on.`)
    }
  })
}
