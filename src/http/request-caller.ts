import type { IncomingMessage } from 'node:http'
import { identify } from '../auth/tokens.ts'
import type { Services } from '../kernel/context.ts'
import type { Caller } from '../actions/call.ts'
import { requestToken } from './request-token.ts'

/** Who asks: the user of the token that came with the request, or nobody. */
export async function requestCaller(req: IncomingMessage, services: Services): Promise<Caller> {
  return { user: await identify(services, requestToken(req, services.config)) }
}
