import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config/config.ts'

/** Lets pages of other sites read the answer, where the options `ckan.cors.*` say so. Never with credentials. */
export function allowOrigin(req: IncomingMessage, res: ServerResponse, config: Config): void {
  const { origin } = req.headers
  if (origin === undefined) return
  const isAllowed =
    config['ckan.cors.origin_allow_all'] || config['ckan.cors.origin_whitelist'].includes(origin)
  if (!isAllowed) return
  res.setHeader('Access-Control-Allow-Origin', config['ckan.cors.origin_allow_all'] ? '*' : origin)
  res.setHeader('Access-Control-Allow-Methods', 'POST, PUT, GET, DELETE, OPTIONS')
  res.setHeader('Access-Control-Allow-Headers', `${config.apitoken_header_name}, Content-Type`)
}
