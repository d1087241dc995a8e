import type { Server } from 'node:http'
import { ConfigError } from '../config/config-error.ts'

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(
      `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with --port.`,
    )
  }
  if (error.code === 'EACCES') {
    return new ConfigError(`This user may not listen on port ${port}. Choose one above 1023 with --port.`)
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`This machine has no address ${host}. Choose another with --host.`)
  }
  return error
}

/**
 * Starts listening.
 *
 * @returns the port, which is free to choose where 0 was asked for
 * @throws ConfigError when nobody can listen there, with the next step
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(refusal(error, host, port))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
