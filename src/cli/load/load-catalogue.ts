import type { JsonObject } from '../../core/json.ts'
import type { Services } from '../../kernel/context.ts'
import { catalogueGroups } from '../../loading/catalogue-groups.ts'
import { loadBatch } from '../../loading/load-batch.ts'
import { listSources } from './list-sources.ts'
import type { LoadOptions } from '../../loading/load-options.ts'
import type { LoadFiles } from '../../loading/load-record.ts'
import { type Item, type Loaded, loadItems } from './load-items.ts'
import { type LoadSummary, type ReportLine, summaryCounter } from './load-summary.ts'
import type { LoadStep } from '../../loading/operator-call.ts'
import { readCatalogue, type Recognised, sourceName } from '../../loading/readers/read-catalogue.ts'
import { UnreadableSource } from '../../loading/readers/unreadable-source.ts'
import { StepLeftTraces } from '../../store/store.ts'

/** Told what happens, in the order in which it happens. */
export interface LoadListener {
  readonly onStart?: (totalBytes: number | undefined) => void
  readonly onRecognised?: (recognised: Recognised) => void
  readonly onBytes?: (count: number) => void
  readonly onRecord?: () => void
  readonly onReport?: (line: ReportLine) => void
}

/** Others who write wait for a batch, and each batch for the disk. */
const DEFAULT_BATCH = 100

/** Takes a dry run back. */
class TakenBack extends Error {}

const withoutActivities = (services: Services): Services => ({
  ...services,
  config: { ...services.config, 'ckan.activity_streams_enabled': false },
})

const nameOf = ({ name, id }: JsonObject): string | null =>
  typeof name === 'string' ? name : typeof id === 'string' ? id : null

async function* batches(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/**
 * Loads catalogues: files, folders of them, or standard input (`-`), in any shape that readCatalogue knows. Each record
 * is a step of its own in a transaction of many; a refused one leaves no trace and is reported.
 *
 * @param temporary folder on the file system of the uploads
 * @throws UnreadableSource for a folder without catalogues; what the store throws when it cannot write
 */
export async function loadCatalogue(
  given: Services,
  paths: readonly string[],
  temporary: string,
  options: LoadOptions = {},
  listener: LoadListener = {},
): Promise<LoadSummary> {
  const started = performance.now()
  const services = options.activities === false ? withoutActivities(given) : given
  const sources = await listSources(paths)
  listener.onStart?.(sources.bytes)
  const groups = catalogueGroups(options)
  const counter = summaryCounter()
  const files: LoadFiles | undefined =
    sources.files.size > 0 ? { files: sources.files, temporary } : undefined

  const tell = ({ item, outcome }: Loaded): void => {
    const { source, line } = item
    listener.onRecord?.()
    if (outcome === undefined) {
      counter.addUnreadable()
      listener.onReport?.({ source, line, kind: null, name: null, reason: item.reason })
      return
    }
    const { kind, record } = item
    const name = nameOf(record)
    const isRepaired = outcome.change !== 'refused' && outcome.notes.length > 0
    counter.add(kind, outcome.change, isRepaired)
    if (outcome.change === 'refused')
      listener.onReport?.({ source, line, kind, name, reason: outcome.reason })
    else if (isRepaired) listener.onReport?.({ source, line, kind, name, repaired: outcome.notes })
  }

  const tools = { groups, options, files }
  const loadStep = async (step: LoadStep, items: readonly Item[]): Promise<void> => {
    for (const loaded of await loadItems(step, items, tools)) tell(loaded)
  }
  const attempt = async (items: readonly Item[], isHopeful: boolean): Promise<readonly Loaded[]> => {
    let loaded: readonly Loaded[] = []
    await loadBatch(
      services,
      async (step) => {
        loaded = await loadItems(step, items, tools)
      },
      { isHopeful },
    )
    return loaded
  }
  // What is here already is written before it is known whether that changes anything: such steps must be undone alone.
  let isHopeful = true
  const loadTogether = async (items: readonly Item[]): Promise<void> => {
    let loaded: readonly Loaded[]
    try {
      loaded = await attempt(items, isHopeful)
    } catch (error) {
      if (!(error instanceof StepLeftTraces)) throw error
      groups.forget()
      loaded = await attempt(items, false)
    }
    for (const one of loaded) tell(one)
    isHopeful = loaded.every(
      ({ outcome }) => outcome?.change !== 'updated' && outcome?.change !== 'unchanged',
    )
  }

  const loadSource = async (
    source: string,
    run: (items: readonly Item[]) => Promise<void>,
  ): Promise<void> => {
    const items = readCatalogue(source, {
      kind: options.kind,
      ...(listener.onRecognised ? { onRecognised: listener.onRecognised } : {}),
      ...(listener.onBytes ? { onBytes: listener.onBytes } : {}),
    })
    try {
      for await (const batch of batches(items, options.batch ?? DEFAULT_BATCH)) await run(batch)
    } catch (error) {
      if (!(error instanceof UnreadableSource)) throw error
      counter.addUnreadable()
      listener.onReport?.({
        source: sourceName(source),
        line: 1,
        kind: null,
        name: null,
        reason: error.message,
      })
    }
  }

  const loadAll = async (run: (items: readonly Item[]) => Promise<void>): Promise<void> => {
    for (const source of sources.paths) await loadSource(source, run)
  }

  if (options.dryRun) {
    // One transaction for everything: what is loaded first must be seen by what follows.
    try {
      await loadBatch(services, async (step) => {
        await ensureOwner(step)
        await loadAll((items) => loadStep(step, items))
        throw new TakenBack()
      })
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error
    }
  } else {
    await loadBatch(services, ensureOwner)
    await loadAll(loadTogether)
  }
  return counter.summary((performance.now() - started) / 1000)

  async function ensureOwner(step: LoadStep): Promise<void> {
    if (options.ownerOrg === undefined) return
    const made = await groups.ensure(step, 'organization', options.ownerOrg)
    if (typeof made === 'string') throw new UnreadableSource(made)
  }
}
