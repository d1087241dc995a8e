import { licenseRegister } from '../catalogue/package/license-register.ts'
import { DomainError } from '../core/errors.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import type { HarvestWriter, WantedChange, WrittenChange } from '../harvest/harvest-writer.ts'
import type { Services } from '../kernel/context.ts'
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { adaptRecord } from './adapt-record.ts'
import { catalogueGroups, type CatalogueGroups } from './catalogue-groups.ts'
import { loadBatch } from './load-batch.ts'
import type { LoadOptions } from './load-options.ts'
import { loadRecord } from './load-record.ts'
import { type LoadStep, operatorCall } from './operator-call.ts'
import { isObject } from './readers/is-object.ts'
import { reasonText } from './reason-text.ts'
import { mendName, numberedName } from './repair/mend-name.ts'
import { isName } from './repair/valid.ts'
import { findStored } from './upsert.ts'
import { withLicense } from './with-license.ts'

type WantedSave = Extract<WantedChange, { readonly kind: 'save' }>

/** Harvested datasets are repaired as by `load --fix`, and keep what their portal's schema adds. */
const OPTIONS: LoadOptions = { fix: true, keepFields: true, uploadsAsLinks: true, tablesAsLinks: true }

/** Takes a dry run back. */
class TakenBack extends Error {}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/**
 * A dataset that is here already under the id that a source's new record has, when it may become the record's: it came
 * from a source that has been removed since.
 *
 * @returns why not, or the id to update
 */
async function adoptable(
  tx: Store,
  { dataset, sourceId }: WantedSave,
): Promise<{ readonly refusal: string } | { readonly id: string } | undefined> {
  const id = textOf(dataset.id)
  const stored = id === '' ? undefined : await tx.packages.find(id)
  if (stored?.id !== id) return undefined
  const object = await tx.harvestObjects.ofPackage(id)
  const source = object && (await tx.harvestSources.find(object.source_id))
  if (object && source && (source.state === 'deleted' || source.id === sourceId)) {
    await tx.harvestObjects.remove(object.id)
    return { id }
  }
  const owner = source ? `of the source ${source.name}` : 'that was not harvested'
  return { refusal: `There is a dataset ${owner} with the id ${id} already.` }
}

/**
 * The name that a dataset gets: as its source calls it, or made of its title, with a number where somebody else has it.
 * What is here keeps its own unless the source gives it a free one.
 */
async function nameFor(tx: Store, dataset: JsonObject, stored: JsonObject | undefined): Promise<string> {
  const wish = textOf(dataset.name)
  const isFree = async (name: string): Promise<boolean> => {
    const found = await tx.packages.find(name)
    return found === undefined || found.id === stored?.id
  }
  if (stored) {
    const own = textOf(stored.name)
    return isName(wish) && (await isFree(wish)) ? wish : own
  }
  const base = isName(wish) ? wish : mendName(dataset)
  let name = base
  for (let number = 2; !(await isFree(name)); number++) name = numberedName(base, number)
  return name
}

/** The dataset in the organization and groups that the configuration of its source takes over. */
async function placed(
  step: LoadStep,
  { dataset, config }: WantedSave,
  groups: CatalogueGroups,
): Promise<{ readonly dataset: JsonObject; readonly notes: readonly string[] }> {
  const notes: string[] = []
  const reference = async (
    kind: 'organization' | 'group',
    item: JsonValue,
    mode: JsonValue | undefined,
  ): Promise<{ readonly id: string; readonly name: string } | undefined> => {
    const named = isObject(item) ? item : { name: item }
    const found =
      (await groups.find(step, kind, textOf(named.id))) ?? (await groups.find(step, kind, textOf(named.name)))
    if (found || mode !== 'create') return found
    const made = await groups.ensure(step, kind, item)
    if (typeof made !== 'string') return made
    notes.push(made)
    return undefined
  }
  const { organization, ...rest } = dataset
  const members: JsonObject[] = []
  for (const group of Array.isArray(dataset.groups) ? (dataset.groups as readonly JsonValue[]) : []) {
    const found = await reference('group', group, config.remote_groups)
    if (found && !members.some(({ id }) => id === found.id)) members.push({ id: found.id, name: found.name })
  }
  const owner =
    organization === undefined ? undefined : await reference('organization', organization, config.remote_orgs)
  return {
    dataset: { ...rest, groups: members, ...(owner ? { owner_org: owner.id } : {}) },
    notes,
  }
}

/** Files of other portals stay there: they become tables only where their source is set so. */
const withoutLoads = (services: Services): Services => ({
  ...services,
  config: { ...services.config, 'ckanister.datastore.autoload': false },
})

/** Changes the catalogue as harvests want it, through its actions, as the operator. */
export function harvestWriter(
  services: Services,
  { temporary, dryRun = false }: { readonly temporary: string; readonly dryRun?: boolean },
): HarvestWriter {
  const save = async (
    step: LoadStep,
    wanted: WantedSave,
    groups: CatalogueGroups,
    licenses: readonly License[],
  ): Promise<WrittenChange> => {
    const adopted = wanted.packageId === undefined ? await adoptable(step.tx, wanted) : undefined
    if (adopted && 'refusal' in adopted) return { change: 'refused', reason: adopted.refusal }
    const known = wanted.packageId ?? adopted?.id
    const { dataset, notes } = await placed(step, wanted, groups)
    const stored = known === undefined ? undefined : await findStored(step, 'dataset', { id: known })
    const name = await nameFor(step.tx, dataset, stored)
    const given: JsonObject = { ...dataset, name, ...(stored ? { id: stored.id ?? null } : {}) }
    const wish = textOf(dataset.name)
    const renamed = wish === '' || wish === name ? [] : [`name "${wish}": now "${name}"`]
    const record = adaptRecord('dataset', withLicense(given, licenses), OPTIONS)
    const files = wanted.files && { files: wanted.files, temporary }
    const outcome = await loadRecord(step, 'dataset', record, OPTIONS, files, () => Promise.resolve(stored))
    if (outcome.change === 'refused') return outcome
    const change = outcome.change === 'skipped' ? 'unchanged' : outcome.change
    return { change, packageId: textOf(outcome.shown().id), notes: [...renamed, ...notes, ...outcome.notes] }
  }

  const remove = async (step: LoadStep, packageId: string): Promise<WrittenChange> => {
    const stored = await step.tx.packages.find(packageId)
    if (stored?.state === 'active') await operatorCall(step, 'package_delete', { id: packageId })
    return { change: 'deleted', packageId, notes: [] }
  }

  const one = async (
    step: LoadStep,
    wanted: WantedChange,
    groups: CatalogueGroups,
    licenses: readonly License[],
  ): Promise<WrittenChange> => {
    try {
      // A step of its own, so that a refusal takes back the groups that were made for it.
      return await step.tx.write((tx) => {
        const loads = wanted.kind === 'save' && (wanted.files ?? wanted.config.load_tables === true)
        const inner = { services: loads ? step.services : withoutLoads(step.services), tx }
        return wanted.kind === 'save'
          ? save(inner, wanted, groups, licenses)
          : remove(inner, wanted.packageId)
      })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { change: 'refused', reason: reasonText(error) }
    }
  }

  return async (changes, note) => {
    const groups = catalogueGroups(OPTIONS)
    const licenses = await licenseRegister(services.config)
    try {
      await loadBatch(services, async (step) => {
        const written: WrittenChange[] = []
        for (const wanted of changes) written.push(await one(step, wanted, groups, licenses))
        await note(step.tx, written)
        if (dryRun) throw new TakenBack()
      })
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error
    }
  }
}
