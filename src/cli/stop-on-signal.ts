import type { Server } from 'node:http'

/** Answers under way get this long to finish, milliseconds. */
const PATIENCE = 10_000

/** Ends well on SIGTERM and SIGINT: takes no new requests, finishes those under way, then closes; at once on a second signal. */
export function stopOnSignal(server: Server, close: () => Promise<void>): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    const impatience = setTimeout(() => {
      server.closeAllConnections()
    }, PATIENCE)
    server.close(() => {
      clearTimeout(impatience)
      void close().then(() => process.exit(0))
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
