import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'

/** A port that nothing listens on right now. */
export async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Starts a server and waits until its API answers.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { url: string, seconds?: number }} options `url`: the address
 *   that it will listen on; `seconds`: how long it may take to answer
 * @returns what it printed so far, and `stop`: ends it with SIGTERM and gives its exit code
 * @throws {Error} with what it printed, when it ends or does not answer in time
 */
export async function runningServer(command, args, { url, seconds = 30, ...options }) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  child.on('error', (error) => (output += error.message))
  const closed = once(child, 'close').catch(() => [1])
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`the server ended: ${output}`)
    if (
      await fetch(`${url}/api/3`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`no answer within ${seconds} s: ${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await closed
      return code
    },
  }
}
