import type { Request } from 'express'
import { callAction, type Caller } from '../actions/call.ts'
import { siteAddress } from '../config/site-address.ts'
import { NotAuthorized, NotFound } from '../core/errors.ts'
import { JsonText } from '../core/json-text.ts'
import type { Params } from '../core/params.ts'
import { PageError } from '../http/page-error.ts'
import { requestCaller } from '../http/request-caller.ts'
import type { Services } from '../kernel/context.ts'

/** What a page is made from: the site, who reads, and the actions. */
export interface PageRequest {
  readonly services: Services
  /** Start of absolute addresses, without a slash at the end. */
  readonly site: string
  /** Start of addresses on this site: the root path. */
  readonly root: string
  readonly query: URLSearchParams
  /** @throws PageError 404 where the caller may not see it: pages don't tell what exists (CKAN). */
  readonly show: <T>(action: string, params: Params) => Promise<T>
  readonly caller: Caller
}

/** Who asks for a page, and what for. */
export async function pageRequest(req: Request, services: Services): Promise<PageRequest> {
  const caller = await requestCaller(req, services)
  const site = siteAddress(services.config)
  return {
    services,
    site,
    root: site.slice(services.config['ckan.site_url'].length),
    query: new URLSearchParams(req.url.split('?')[1] ?? ''),
    caller,
    show: async <T>(action: string, params: Params): Promise<T> => {
      try {
        const result = await callAction(services, action, params, caller)
        return (result instanceof JsonText ? result.parse() : result) as T
      } catch (error) {
        if (error instanceof NotFound || error instanceof NotAuthorized) throw new PageError(404)
        throw error
      }
    },
  }
}
