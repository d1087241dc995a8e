import { createHash } from 'node:crypto'
import { newId } from '../core/ids.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import { now } from '../core/time.ts'
import { FetchError } from '../fetch/fetch-error.ts'
import type { HarvestCounts, HarvestJobRow, HarvestRecordRow } from '../store/harvest-jobs.ts'
import type { HarvestObjectRow } from '../store/harvest-objects.ts'
import type { HarvestSourceRow } from '../store/harvest-sources.ts'
import type { Store } from '../store/store.ts'
import { HarvestError } from './harvest-error.ts'
import type { HarvestWriter, WantedChange, WrittenChange } from './harvest-writer.ts'
import { harvestedDataset } from './harvested-dataset.ts'
import { SOURCE_KINDS } from './kinds.ts'
import type { PoliteClient } from './polite-client.ts'
import type { HarvestPage, HarvestRecord } from './source-kind.ts'

export interface HarvestOptions {
  /** Deletes also when most of the source is gone. */
  readonly allowMassDelete?: boolean
  /** Saves also what is as before. */
  readonly force?: boolean
}

export interface HarvestRun {
  readonly store: Store
  readonly source: HarvestSourceRow
  readonly job: Pick<HarvestJobRow, 'id' | 'checkpoint'>
  readonly options: HarvestOptions
  readonly web: PoliteClient
  readonly write: HarvestWriter
  readonly signal: AbortSignal
  /** Tells what would happen and notes nothing; the writer takes back what it does. */
  readonly dryRun?: boolean
  readonly onRecord?: (record: Omit<HarvestRecordRow, 'job_id'>) => void
  readonly onPage?: (done: number, total: number | undefined) => void
}

export interface HarvestResult {
  readonly counts: HarvestCounts
  /** Why the source could not be read whole. */
  readonly errors: readonly string[]
}

/** Datasets in one transaction. */
const BATCH = 50
const NONE: HarvestCounts = { added: 0, updated: 0, unchanged: 0, deleted: 0, refused: 0 }
/** So few datasets may all vanish at once. */
const FEW = 10
/** A source that gives so many more records than it says may never end. */
const MANY = 1000

/** A run was ended by somebody else. */
class Aborted extends Error {}

interface Planned {
  readonly change: WantedChange
  readonly object: HarvestObjectRow
}

const hashOf = (dataset: JsonObject): string =>
  createHash('sha1').update(JSON.stringify(dataset)).digest('base64url')

function* parts<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

const configOf = (source: HarvestSourceRow): JsonObject =>
  source.config === '' ? {} : (JSON.parse(source.config) as JsonObject)

const explained = (error: unknown): string | undefined =>
  error instanceof HarvestError || error instanceof FetchError ? error.message : undefined

/** The next page is fetched while the last one is saved. */
async function* ahead<T, R>(pages: AsyncGenerator<T, R>): AsyncGenerator<T, R> {
  let next = pages.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return value
      next = pages.next()
      next.catch(() => undefined)
      yield value
    }
  } finally {
    // Not waited for: a page that is being fetched may take its time.
    pages.return(undefined as R).catch(() => undefined)
  }
}

/**
 * Compares what a source has with what came from it before, and makes the catalogue follow: what has not changed costs
 * a comparison of hashes. Each batch is noted with its checkpoint in the transaction that saves it. Nothing is deleted
 * unless the source was read whole.
 *
 * @returns what happened, also when the source could not be read
 * @throws what is no fault of the source
 */
export async function runHarvest(run: HarvestRun): Promise<HarvestResult> {
  const { store, source, job, options, signal, dryRun = false } = run
  const config = configOf(source)
  const sum: Record<keyof HarvestCounts, number> = { ...NONE }
  const seenNow = new Set<string>()
  let total: number | undefined

  const tell = async (tx: Store | undefined, record: Omit<HarvestRecordRow, 'job_id'>): Promise<void> => {
    run.onRecord?.(record)
    await tx?.harvestJobs.addRecord({ ...record, job_id: job.id })
  }

  const note = async (tx: Store | undefined, step: HarvestCounts, checkpoint: JsonValue): Promise<void> => {
    for (const key of Object.keys(step) as (keyof HarvestCounts)[]) sum[key] += step[key]
    if (!tx) return
    const text = checkpoint === null ? null : JSON.stringify(checkpoint)
    const isOpen = await tx.harvestJobs.advance(job.id, { ...step, checkpoint: text, total: total ?? null })
    if (!isOpen) throw new Aborted()
  }

  /** What is noted: nothing of a dry run. */
  const noted = (tx: Store): Store | undefined => (dryRun ? undefined : tx)

  const settle = async (
    tx: Store | undefined,
    { object, change }: Planned,
    written: WrittenChange,
  ): Promise<keyof HarvestCounts> => {
    const { guid, id: object_id } = object
    if (written.change === 'refused') {
      const { reason } = written
      const state = object.package_id === null ? 'refused' : object.state
      // Its hash stays as it was, so that it is tried again.
      const { hash } = object
      await tx?.harvestObjects.save({ ...object, state, reason, hash: change.kind === 'save' ? null : hash })
      await tell(tx, { guid, object_id, package_id: object.package_id, change: 'refused', reason })
      return 'refused'
    }
    const { packageId: package_id, notes } = written
    const isGone = written.change === 'deleted'
    const state = isGone ? 'deleted' : 'current'
    const saved = { ...object, package_id, state, reason: null } as const
    await tx?.harvestObjects.save(isGone ? { ...saved, hash: null } : saved)
    if (written.change === 'unchanged') return 'unchanged'
    const reason = notes.length > 0 ? notes.join('; ') : null
    const word = written.change === 'updated' ? 'changed' : written.change
    await tell(tx, { guid, object_id, package_id, change: word, reason })
    return written.change === 'created' ? 'added' : written.change
  }

  const perform = async (planned: readonly Planned[], checkpoint: JsonValue): Promise<void> => {
    for (const part of parts(planned, BATCH)) {
      signal.throwIfAborted()
      await run.write(
        part.map(({ change }) => change),
        async (tx, written) => {
          const step = { ...NONE }
          for (const [at, plan] of part.entries()) {
            const outcome = written[at]
            if (outcome) step[await settle(noted(tx), plan, outcome)] += 1
          }
          await note(noted(tx), step, checkpoint)
        },
      )
    }
  }

  const planned = (record: HarvestRecord, known: HarvestObjectRow | undefined): Planned | undefined => {
    if ('refusal' in record) return undefined
    const id = known?.id ?? newId()
    const dataset = harvestedDataset(source, config, id, record.dataset)
    const hash = hashOf(dataset)
    if (known?.state === 'current' && known.hash === hash && options.force !== true) return undefined
    const object: HarvestObjectRow = {
      id,
      source_id: source.id,
      guid: record.guid,
      package_id: known?.package_id ?? null,
      hash,
      state: known?.state ?? 'refused',
      reason: null,
      job_id: job.id,
      gathered: now(),
      modified: record.modified ?? null,
    }
    const isBack = known?.state === 'deleted'
    const packageId = known?.package_id ?? undefined
    return {
      object,
      change: {
        kind: 'save',
        sourceId: source.id,
        packageId,
        dataset: isBack ? { ...dataset, state: 'active' } : dataset,
        config,
        files: record.files,
      },
    }
  }

  const takePage = async (page: HarvestPage, before: JsonValue): Promise<void> => {
    const fresh = page.records.filter(({ guid }) => !seenNow.has(guid))
    const records = [...new Map(fresh.map((record) => [record.guid, record])).values()]
    const guids = records.map(({ guid }) => guid)
    for (const guid of guids) seenNow.add(guid)
    if (page.total !== undefined) total = page.total
    const rows = await store.harvestObjects.withGuids(source.id, guids)
    const known = new Map(rows.map((row) => [row.guid, row]))
    const changes: Planned[] = []
    const unreadable: (HarvestRecord & { readonly refusal: string })[] = []
    const kept: string[] = []
    for (const record of records) {
      if ('refusal' in record) unreadable.push(record)
      else {
        const plan = planned(record, known.get(record.guid))
        if (plan) changes.push(plan)
        else kept.push(record.guid)
      }
    }
    await perform(changes, before)
    const step = { ...NONE, unchanged: kept.length, refused: unreadable.length }
    const finish = async (tx: Store | undefined): Promise<void> => {
      await tx?.harvestObjects.see(source.id, [...kept, ...unreadable.map(({ guid }) => guid)], job.id)
      for (const { guid, refusal } of unreadable) {
        const row = known.get(guid)
        const change = { guid, object_id: row?.id ?? null, package_id: row?.package_id ?? null }
        await tell(tx, { ...change, change: 'refused', reason: refusal })
      }
      await note(tx, step, page.checkpoint)
    }
    await (dryRun ? finish(undefined) : store.write(finish))
    run.onPage?.(seenNow.size, total)
    if (total !== undefined && seenNow.size > 2 * total + MANY)
      throw new HarvestError(`The source says it has ${total} records, and gives more and more.`)
  }

  /** What the source no longer has. In a dry run nothing is marked as seen, so it is told from what was met. */
  const missing = async function* (): AsyncGenerator<readonly HarvestObjectRow[]> {
    for (let after = ''; ;) {
      const rows = await store.harvestObjects.missing(source.id, job.id, after, 500)
      const last = rows.at(-1)
      if (!last) return
      after = last.id
      yield rows.filter(({ guid }) => !seenNow.has(guid))
    }
  }

  const removeMissing = async (): Promise<string | undefined> => {
    const current = await store.harvestObjects.countCurrent(source.id)
    let gone = 0
    for await (const rows of missing()) gone += rows.length
    if (gone > FEW && gone > current / 2 && options.allowMassDelete !== true) {
      return `${gone} of ${current} datasets are gone from the source, so nothing was deleted. If that is right, run it again with --allow-mass-delete (allow_mass_delete).`
    }
    for await (const rows of missing()) {
      const plans = rows.map((object): Planned => ({
        object: { ...object, job_id: job.id },
        change: { kind: 'delete', packageId: object.package_id ?? '' },
      }))
      await perform(plans, null)
    }
    if (!dryRun) await store.write((tx) => tx.harvestObjects.forgetRefused(source.id, job.id))
    return undefined
  }

  const readAll = async (): Promise<'complete' | 'unchanged'> => {
    const kind = SOURCE_KINDS[source.source_type]
    if (!kind) throw new HarvestError(`There is no kind of source named ${source.source_type}.`)
    const begin = job.checkpoint === null ? null : (JSON.parse(job.checkpoint) as JsonValue)
    const pages = ahead(kind.read({ url: source.url, config, web: run.web, checkpoint: begin }))
    let before = begin
    for (;;) {
      const { value, done } = await pages.next()
      if (done) return value
      signal.throwIfAborted()
      await takePage(value, before)
      before = value.checkpoint
    }
  }

  const errors: string[] = []
  try {
    if ((await readAll()) === 'unchanged') {
      const count = await store.harvestObjects.countCurrent(source.id)
      const step = { ...NONE, unchanged: count }
      await (dryRun ? note(undefined, step, null) : store.write((tx) => note(tx, step, null)))
    } else {
      const refusal = await removeMissing()
      if (refusal === undefined) {
        const validators = run.web.validators() ?? null
        // Refused records must be met again.
        if (!dryRun)
          await store.write((tx) =>
            tx.harvestSources.setValidators(source.id, sum.refused > 0 ? null : validators),
          )
      } else errors.push(refusal)
    }
  } catch (error) {
    signal.throwIfAborted()
    const text = explained(error)
    if (error instanceof Aborted) errors.push('The run was aborted.')
    else if (text === undefined) throw error
    else errors.push(text)
  }
  return { counts: sum, errors }
}
