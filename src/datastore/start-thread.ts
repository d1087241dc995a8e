import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Call, receiveError, type Reply } from './thread-messages.ts'
import type { ThreadData } from './thread.ts'

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>

/** Asks a thread; see thread.ts. */
export interface Thread<Api extends Methods> {
  readonly call: <Name extends keyof Api & string>(
    method: Name,
    ...args: Parameters<Api[Name]>
  ) => Promise<Awaited<ReturnType<Api[Name]>>>
  /** The same, undone afterwards. */
  readonly tryOut: <Name extends keyof Api & string>(
    method: Name,
    ...args: Parameters<Api[Name]>
  ) => Promise<Awaited<ReturnType<Api[Name]>>>
  /** Calls that are not answered yet. */
  readonly pending: () => number
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** Megabytes. Rows live shortly, and a heap that may grow less is cleared up more often. */
const HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 }

/** Bytes change hands instead of being copied. */
const givenAway = (args: readonly unknown[]): ArrayBuffer[] =>
  args.flatMap((arg) => (arg instanceof Uint8Array && arg.buffer instanceof ArrayBuffer ? [arg.buffer] : []))

/** Starts a thread over the tables' file when it is first asked; one that died is started again. */
export function startThread<Api extends Methods>(data: ThreadData): Thread<Api> {
  const file = join(import.meta.dirname, `thread${extname(import.meta.filename)}`)
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let next = 0
  const failAll = (error: Error): void => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(file, { workerData: data, resourceLimits: HEAP })
    started.on('message', (message: Reply) => {
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      // Nothing keeps the process alive but a call that is not answered.
      if (waiting.size === 0) started.unref()
      if ('error' in message) asked?.reject(receiveError(message.error))
      else asked?.resolve(message.value as never)
    })
    started.on('error', (error: Error) => {
      failAll(error)
    })
    started.on('exit', () => {
      if (worker === started) failAll(new Error('the thread of the DataStore ended'))
    })
    return started
  }
  const send = (method: string, args: readonly unknown[], isDry: boolean): Promise<never> =>
    new Promise((resolve, reject) => {
      worker ??= start()
      worker.ref()
      const call: Call = { id: ++next, method, args, ...(isDry ? { isDry } : {}) }
      waiting.set(call.id, { resolve, reject })
      try {
        worker.postMessage(call, givenAway(args))
      } catch (error) {
        waiting.delete(call.id)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  return {
    call: (method, ...args) => send(method, args, false),
    tryOut: (method, ...args) => send(method, args, true),
    pending: () => waiting.size,
    close: async () => {
      const ended = worker
      worker = undefined
      await ended?.terminate()
    },
  }
}
