import type { IncomingMessage } from 'node:http'
import type { Config } from '../config/config.ts'

const asText = (header: string | readonly string[] | undefined): string =>
  typeof header === 'string' ? header.trim() : ''

/**
 * The API token that came with a request: in the header named by `apitoken_header_name`, as it is. With
 * `ckanister.api_key_header`, `X-CKAN-API-Key` and `Bearer <token>` count as well: older clients send them.
 */
export function requestToken(req: IncomingMessage, config: Config): string | undefined {
  const given = asText(req.headers[config.apitoken_header_name.toLowerCase()])
  if (!config['ckanister.api_key_header']) return given === '' ? undefined : given
  const token = given.replace(/^bearer +/i, '') || asText(req.headers['x-ckan-api-key'])
  return token === '' ? undefined : token
}
