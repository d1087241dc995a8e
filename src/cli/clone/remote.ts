import { BlockList, isIP } from 'node:net'
import { FetchError } from '../../fetch/fetch-error.ts'
import { fetchPolicy, type FetchPolicy } from '../../fetch/fetch-policy.ts'
import type { Config } from '../../config/config.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import { askCkan } from '../../harvest/ckan/ask-ckan.ts'
import { HarvestError } from '../../harvest/harvest-error.ts'
import { type ParseJson, politeClient, type PoliteClient } from '../../harvest/polite-client.ts'
import { isObject } from '../../harvest/record-values.ts'

type Query = Readonly<Record<string, string>>

/** The CKAN that is cloned. */
export interface Remote {
  readonly url: string
  readonly web: PoliteClient
  readonly policy: FetchPolicy
  readonly token: string | undefined
  readonly signal: AbortSignal
  /** @throws HarvestError, FetchError */
  readonly ask: (action: string, query?: Query, parse?: ParseJson) => Promise<JsonValue>
  /** The same; undefined for what is not there, or not for this token. */
  readonly find: (action: string, query: Query, parse?: ParseJson) => Promise<JsonObject | undefined>
}

/** Who types an address at the terminal may go there, also within a private network. */
function allowing({ allowed, ...policy }: FetchPolicy, site: string): FetchPolicy {
  const host = URL.canParse(site) ? new URL(site).hostname.replace(/^\[|\]$/g, '') : ''
  const list = BlockList.isBlockList(allowed) ? allowed : new BlockList()
  if (isIP(host) !== 0) list.addAddress(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
  return { ...policy, allowed: list }
}

const REFUSED = new Set([400, 401, 403, 404, 409])

export function openRemote(
  config: Config,
  url: string,
  { token, rate }: { readonly token: string | undefined; readonly rate: number },
): Remote {
  const { signal } = new AbortController()
  const policy = allowing(fetchPolicy(config), url)
  const web = politeClient({
    policy: {
      ...policy,
      maxSize: config['ckanister.harvest.max_size'],
      timeout: config['ckanister.harvest.timeout'],
    },
    requestsPerSecond: rate,
    patience: config['ckanister.harvest.patience'],
    signal,
    headers: token === undefined ? {} : { Authorization: token },
  })
  const ask: Remote['ask'] = (action, query = {}, parse) => askCkan(web, url, action, query, parse)
  return {
    url,
    web,
    policy,
    token,
    signal,
    ask,
    find: async (action, query, parse) => {
      try {
        const found = await ask(action, query, parse)
        return isObject(found) ? found : undefined
      } catch (error) {
        if (error instanceof FetchError && REFUSED.has(error.status ?? 0)) return undefined
        if (error instanceof HarvestError) return undefined
        throw error
      }
    },
  }
}
