import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Respond = (request: URL, response: ServerResponse, message: IncomingMessage) => unknown

export interface StartedSource {
  readonly url: string
  /** Paths with queries, in the order in which they were asked for. */
  readonly asked: string[]
  /** Answers from now on. */
  respond: Respond
  readonly close: () => Promise<void>
}

/** A portal on this machine. `respond` may answer by itself, or give what is sent as JSON. */
export async function startSource(respond: Respond): Promise<StartedSource> {
  const asked: string[] = []
  const server = createServer((message, response) => {
    asked.push(message.url ?? '')
    const answer = source.respond(new URL(message.url ?? '', 'http://source.test'), response, message)
    Promise.resolve(answer).then(
      (body) => {
        if (response.writableEnded || response.destroyed || body === undefined) return
        if (!response.headersSent) response.setHeader('Content-Type', 'application/json')
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const source: StartedSource = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    respond,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return source
}
