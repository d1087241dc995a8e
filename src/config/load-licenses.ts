import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Config } from './config.ts'
import { ConfigError } from './config-error.ts'
import licenses from './licenses.json' with { type: 'json' }

/** A licence of the register, as license_list answers it. */
export interface RegisteredLicense {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly od_conformance: string
  readonly osd_conformance: string
  readonly [field: string]: unknown
}

/** What CKAN gives a licence that does not say it. */
const DEFAULTS = {
  domain_content: false,
  domain_data: false,
  domain_software: false,
  family: '',
  is_generic: false,
  maintainer: '',
  od_conformance: 'not reviewed',
  osd_conformance: 'not reviewed',
  status: 'active',
  title: '',
  url: '',
}
const loaded = new Map<string, Promise<readonly RegisteredLicense[]>>()

async function read(address: string): Promise<string> {
  if (!/^https?:/.test(address)) {
    return readFile(address.startsWith('file:') ? fileURLToPath(address) : address, 'utf8')
  }
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.text()
}

const isLicense = (value: unknown): value is RegisteredLicense =>
  typeof value === 'object' && value !== null && typeof (value as { readonly id?: unknown }).id === 'string'

/** Registers come as a list, or as an object of licences by id. */
function parse(text: string): readonly RegisteredLicense[] {
  const items: readonly unknown[] = Object.values(JSON.parse(text) as object)
  if (!items.every(isLicense)) throw new Error('each licence needs an id')
  return items.map((license) => ({ ...DEFAULTS, ...license }))
}

async function load(address: string): Promise<readonly RegisteredLicense[]> {
  try {
    return parse(await read(address))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`The option licenses_group_url: ${address} is no list of licences (${reason}).`, {
      cause: error,
    })
  }
}

/**
 * The licences of the site: CKAN's own, or those at `licenses_group_url` (a file or an address, read once).
 *
 * @throws ConfigError when they can't be read
 */
export async function loadLicenses(config: Config): Promise<readonly RegisteredLicense[]> {
  const address = config.licenses_group_url
  if (address === '') return licenses
  const known = loaded.get(address) ?? load(address)
  loaded.set(address, known)
  return known
}
