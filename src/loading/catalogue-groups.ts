import { isUuid } from '../core/ids.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import type { LoadOptions } from './load-options.ts'
import { loadRecord } from './load-record.ts'
import { KIND_ACTIONS } from './kind-actions.ts'
import { type LoadStep, operatorFind } from './operator-call.ts'
import { isObject } from './readers/is-object.ts'

type GroupKind = 'organization' | 'group'

export interface GroupReference {
  readonly id: string
  readonly name: string
}

const ABSOLUTE = /^https?:\/\//

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** An organization or group as a dataset carries it, ready to be created; pictures only where they can be found. */
function asRecord(embedded: JsonObject): JsonObject {
  const { id, name, title, description, image_url: image, image_display_url: displayed, created } = embedded
  const picture = [image, displayed].map(textOf).find((url) => ABSOLUTE.test(url))
  return {
    ...(isUuid(textOf(id)) ? { id: id ?? null } : {}),
    name: name ?? null,
    title: title ?? null,
    description: description ?? null,
    ...(picture === undefined ? {} : { image_url: picture }),
    ...(created === undefined ? {} : { created }),
  }
}

/** What datasets name as their organization and groups: found by id or name, made when the dump carries no more of it. */
export function catalogueGroups(options: LoadOptions) {
  const known = new Map<string, GroupReference>()
  const refusals = new Map<string, string>()

  /** Found by id or name among what is stored. */
  const find = async (
    step: LoadStep,
    kind: GroupKind,
    idOrName: string,
  ): Promise<GroupReference | undefined> => {
    const key = `${kind} ${idOrName}`
    const cached = known.get(key)
    if (cached || idOrName === '') return cached
    const shown = await operatorFind(step, KIND_ACTIONS[kind].show, { id: idOrName, include_users: false })
    if (!shown) return undefined
    const reference = { id: textOf(shown.id), name: textOf(shown.name) }
    known.set(key, reference)
    return reference
  }

  return {
    find,

    /** What was made was undone. */
    forget: (): void => {
      known.clear()
      refusals.clear()
    },

    /**
     * The organization or group that a dataset carries; created if it is not here.
     *
     * @returns a sentence when it could not be created
     */
    ensure: async (
      step: LoadStep,
      kind: GroupKind,
      embedded: JsonValue,
    ): Promise<GroupReference | string> => {
      const object = isObject(embedded) ? embedded : { name: embedded }
      const [id, name] = [textOf(object.id), textOf(object.name)]
      const found = (await find(step, kind, id)) ?? (await find(step, kind, name))
      if (found) return found
      const key = `${kind} ${id} ${name}`
      const earlier = refusals.get(key)
      if (earlier !== undefined) return earlier
      const outcome = await loadRecord(step, kind, asRecord(object), { ...options, createOnly: true })
      if (outcome.change === 'refused') {
        const refusal = `${kind} ${JSON.stringify(name)} could not be made: ${outcome.reason}`
        refusals.set(key, refusal)
        return refusal
      }
      const shown = outcome.shown()
      const reference = { id: textOf(shown.id), name: textOf(shown.name) }
      for (const alias of [id, name, reference.id, reference.name]) {
        if (alias !== '') known.set(`${kind} ${alias}`, reference)
      }
      return reference
    },
  }
}

export type CatalogueGroups = ReturnType<typeof catalogueGroups>
