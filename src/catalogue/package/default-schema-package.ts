import { createHash } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'
import { toJson } from '../../core/json.ts'
import { readJson } from '../../core/read-json.ts'
import { groupSummary } from '../group/group-summary.ts'

interface ShownPackage {
  readonly id: string
  readonly type: string
  readonly resources: readonly { readonly id: string }[]
  readonly extras: readonly { readonly key: string; readonly value: unknown }[]
  readonly groups: readonly { readonly id: string }[]
}

/** An id for what has none in our store: always the same for the same text. */
function stableId(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

async function fullGroup(context: Context, id: string): Promise<unknown> {
  const row = await context.store.groups.find(id)
  if (!row) return undefined
  return {
    ...groupSummary(context, row),
    capacity: 'public',
    member_count: await context.store.members.count(id, 'user'),
  }
}

/** A dataset as package_search shows it with `use_default_schema`: with itself as text, too. */
export const defaultSchemaPackage = async (context: Context, text: string): Promise<object> => ({
  ...(await unvalidatedPackage(context, text)),
  validated_data_dict: toJson(inIndexedOrder(readJson(text) as object)),
})

/** The lists of a dataset in the order in which CKAN adds those that are empty. */
const LISTS = ['resources', 'tags', 'extras', 'groups', 'relationships_as_subject', 'relationships_as_object']

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0

/** A dataset with its fields as CKAN's index keeps them, so that the text is the same. */
function inIndexedOrder(shown: object): object {
  const fields = Object.entries(shown) as [string, unknown][]
  const others = fields.filter(([key]) => !LISTS.includes(key)).sort(byName)
  const lists = LISTS.flatMap((list) => fields.filter(([key]) => key === list))
  const filled = lists.filter(([, value]) => isFilled(value)).sort(byName)
  const empty = lists.filter(([, value]) => !isFilled(value))
  return Object.fromEntries([...others, ...filled, ...empty])
}

/** The dataset with the fields that the site declares as what they are kept as: extras. */
async function undeclared(context: Context, shown: ShownPackage): Promise<ShownPackage> {
  const { scheming } = context
  const scheme = scheming.datasets.get(shown.type)
  const record = scheme && (await context.store.packages.record(shown.id))
  if (!record) return shown
  const { fields } = scheming.shapes.dataset(record.type, record.extras)
  const composite = new Set(
    scheme.fields.filter((field) => field.repeating_subfields).map((field) => field.field_name),
  )
  const resources = new Map(record.resources.map((resource) => [resource.id, resource]))
  const [lists, extras] = [true, false].map((isList) =>
    record.extras.filter(({ key }) => composite.has(key) === isList),
  )
  const hidden = [...scheming.shapes.hidden(record.type)].filter((key) => Object.hasOwn(record, key))
  return {
    ...Object.fromEntries(hidden.map((key) => [key, record[key as keyof typeof record]])),
    ...Object.fromEntries(Object.entries(shown).filter(([key]) => !Object.hasOwn(fields, key))),
    ...Object.fromEntries((lists ?? []).map(({ key, value }) => [key, JSON.parse(value) as unknown])),
    id: shown.id,
    type: shown.type,
    groups: shown.groups,
    extras: extras ?? [],
    resources: shown.resources.map((resource) => ({ ...resource, ...resources.get(resource.id)?.extras })),
  }
}

/** A dataset before CKAN's schema for answers shortens it: extras and groups with all their columns. */
export async function unvalidatedPackage(
  context: Context,
  text: string,
): Promise<{
  readonly resources: ShownPackage['resources']
  readonly extras: object
  readonly groups: object
}> {
  const shown = await undeclared(context, readJson(text) as ShownPackage)
  const groups = await Promise.all(shown.groups.map(({ id }) => fullGroup(context, id)))
  const extras = shown.extras.map((extra) => ({
    ...extra,
    id: stableId(`${shown.id} ${extra.key}`),
    package_id: shown.id,
    state: 'active',
  }))
  return {
    ...shown,
    extras,
    groups: groups.filter((group) => group !== undefined),
  }
}
