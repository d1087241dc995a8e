import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { License } from '../../store/licenses.ts'
import builtIn from './licenses.json' with { type: 'json' }

/** Milliseconds that a server of licences has for its answer. */
const PATIENCE = 10_000
const registers = new Map<string, Promise<readonly License[]>>()

async function read(address: string): Promise<string> {
  if (!/^https?:/i.test(address)) {
    return readFile(address.startsWith('file:') ? fileURLToPath(address) : address, 'utf8')
  }
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`status ${String(response.status)}`)
  return response.text()
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

/** Registers come as a list, or as an object of licences by id. */
function parse(text: string): readonly License[] {
  return Object.values(JSON.parse(text) as object).map((value: unknown) => {
    const { id } = value as { readonly id?: unknown }
    if (typeof id !== 'string') throw new Error('a licence has no id')
    return { ...DEFAULTS, ...(value as object), id }
  })
}

async function load(address: string): Promise<readonly License[]> {
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
 * The licences that datasets can have: CKAN's own, or those at `licenses_group_url` (a file or an address, read once).
 *
 * @throws ConfigError when they can't be read
 */
export async function licenseRegister(config: Config): Promise<readonly License[]> {
  const address = config.licenses_group_url
  if (address === '') return builtIn
  const register = registers.get(address) ?? load(address)
  registers.set(address, register)
  return register
}
