import type { JsonObject } from '../../core/json.ts'
import { NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { callAction } from '../../actions/call.ts'
import type { Params } from '../../core/params.ts'
import type { Services } from '../../kernel/context.ts'
import { KIND_ACTIONS } from '../../loading/kind-actions.ts'
import type { RecordKind } from '../../loading/readers/record.ts'
import { sortedJson } from './sorted-json.ts'

export interface DumpOptions {
  /** These, by id or name, instead of all that are listed. */
  readonly names?: readonly string[]
  /** Private, draft and deleted datasets too. */
  readonly all?: boolean
  /** Members of organizations and groups. */
  readonly includeUsers?: boolean
}

const OPERATOR = { user: undefined, operator: true } as const
/** What one answer of a list action may hold at the most. */
const PAGE = 1000

async function call(services: Services, action: string, params: Params): Promise<unknown> {
  const result = await callAction(services, action, params, OPERATOR)
  return result instanceof JsonText ? result.parse() : result
}

/** Every dataset, in the order of creation. */
async function* allDatasets({ store }: Services): AsyncGenerator<string> {
  for (let after: string | undefined; ;) {
    const ids: readonly string[] = await store.packages.idsAfter(after, PAGE)
    yield* ids
    after = ids.at(-1)
    if (after === undefined) return
  }
}

/** Every name of a list that comes in pages. */
async function* pages(services: Services, action: string): AsyncGenerator<string> {
  for (let offset = 0; ; offset += PAGE) {
    const names = (await call(services, action, { limit: PAGE, offset })) as readonly string[]
    yield* names
    if (names.length < PAGE) return
  }
}

async function* listed(services: Services, kind: RecordKind, options: DumpOptions): AsyncGenerator<string> {
  if (options.names && options.names.length > 0) {
    yield* options.names
    return
  }
  if (kind === 'user') {
    yield* (await call(services, 'user_list', { all_fields: false })) as readonly string[]
    return
  }
  if (kind === 'dataset') yield* options.all ? allDatasets(services) : pages(services, 'package_list')
  else yield* pages(services, kind === 'organization' ? 'organization_list' : 'group_list')
}

/**
 * The records of a kind as `ckanapi dump` writes them: a JSON line each, with `\n` at its end.
 *
 * @throws NotFound for a name that does not exist; what is removed meanwhile is passed over
 */
export async function* dumpCatalogue(
  services: Services,
  kind: RecordKind,
  options: DumpOptions = {},
): AsyncGenerator<string> {
  const { show } = KIND_ACTIONS[kind]
  const params = {
    include_datasets: false,
    include_password_hash: true,
    include_users: options.includeUsers === true,
  }
  for await (const id of listed(services, kind, options)) {
    try {
      yield `${sortedJson((await call(services, show, { ...params, id })) as JsonObject)}\n`
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      if (options.names?.includes(id)) throw new NotFound(`${kind} ${id}`)
    }
  }
}
