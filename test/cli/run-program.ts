import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Readonly<Record<string, string>>

/** A test that fails leaves its servers behind, and jest would wait for them. */
const launched: ChildProcess[] = []
afterAll(() => {
  for (const child of launched) child.kill('SIGKILL')
})

function launch(args: readonly string[], env: Environment): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(child)
  return child
}

/** Runs a command of the program to its end. */
export async function runProgram(args: readonly string[], env: Environment = {}): Promise<Ended> {
  const child = launch(args, env)
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...output }
}

export interface Running {
  readonly url: string
  readonly pid: number
  /** Everything printed so far. */
  readonly printed: () => string
  /** Sends a signal and waits for the end; gives the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Runs a command that serves, until it says where, or prints what is waited for. */
export async function startProgram(
  args: readonly string[],
  env: Environment = {},
  awaited = /^Serving (\S+)/m,
): Promise<Running> {
  const child = launch(args, env)
  let text = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = awaited.exec(text)
      if (found) resolve(found[1] ?? '')
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('close', () => {
      reject(new Error(`the program ended: ${text}`))
    })
  })
  return {
    url,
    pid: child.pid ?? 0,
    printed: () => text,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      const [code] = (await once(child, 'close')) as [number | null]
      return code
    },
  }
}
