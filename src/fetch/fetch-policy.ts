import type { BlockList } from 'node:net'
import type { Config } from '../config/config.ts'
import { addressList } from './private-addresses.ts'

/** What the server may fetch from elsewhere, for every kind of fetching. */
export interface FetchPolicy {
  /** Private networks that the operator allows. */
  readonly allowed: BlockList
  /** Bytes of an answer, unpacked. */
  readonly maxSize: number
  /** Seconds for the whole of it. */
  readonly timeout: number
}

/** The operator's policy. */
export const fetchPolicy = (config: Config): FetchPolicy => ({
  allowed: addressList(config['ckanister.fetch.allowed_networks']),
  maxSize: config['ckanister.fetch.max_size'],
  timeout: config['ckanister.fetch.timeout'],
})
