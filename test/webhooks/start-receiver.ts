import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Message {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: { readonly type: string; readonly data: { readonly id: string; readonly name?: string } }
}

/** A receiver that keeps what it gets and answers with `status`, which a test may change. */
export async function startReceiver() {
  const messages: Message[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => (text += piece))
    request.on('end', () => {
      messages.push({ headers: request.headers, text, body: JSON.parse(text) as Message['body'] })
      response.writeHead(state.status, { location: 'http://example.com/' }).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    messages,
    state,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
