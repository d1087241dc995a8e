import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SegmentJob } from './build-segment.ts'
import type { SegmentHeader } from './segment-layout.ts'
import type { FromSegmentThread, SegmentBlock, SegmentThreadData, ToSegmentThread } from './segment-thread.ts'

/** Makes segments in a thread of its own, one at a time: nobody waits for the work but who asked for it. */
export interface SegmentThread {
  /**
   * @param save writes blocks of the new segment; the thread does not run far ahead of it
   * @throws what `save` throws; Error when the thread fails or is closed meanwhile
   */
  build(job: SegmentJob, save: (blocks: readonly SegmentBlock[]) => Promise<void>): Promise<SegmentHeader>
  close(): Promise<void>
}

/** Milliseconds without work after which the thread ends: it holds many words in memory. */
const IDLE = 30_000

/** Starts the thread when it is first asked. */
export function startSegmentThread(data: SegmentThreadData): SegmentThread {
  const file = join(import.meta.dirname, `segment-thread${extname(import.meta.filename)}`)
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const close = async (): Promise<void> => {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }
  const rest = (): void => {
    worker?.unref()
    idle = setTimeout(() => void close(), IDLE).unref()
  }
  return {
    close,
    build: async (job, save) => {
      clearTimeout(idle)
      const thread = (worker ??= new Worker(file, {
        workerData: data,
        resourceLimits: { maxYoungGenerationSizeMb: 8 },
      }))
      thread.ref()
      const ask = (message: ToSegmentThread): void => {
        thread.postMessage(message)
      }
      let saving = Promise.resolve()
      let forget = (): void => undefined
      try {
        return await new Promise<SegmentHeader>((resolve, reject) => {
          const take = async (blocks: readonly SegmentBlock[]): Promise<void> => {
            await save(blocks)
            ask({ kind: 'saved' })
          }
          const listen = (message: FromSegmentThread): void => {
            if (message.kind === 'failed') reject(new Error(`The search index: ${message.reason}`))
            else if (message.kind === 'blocks') {
              saving = saving.then(() => take(message.blocks))
              saving.catch(reject)
            } else {
              saving.then(() => {
                resolve(message.header)
              }, reject)
            }
          }
          const end = (): void => {
            reject(new Error('The thread of the search index ended'))
          }
          thread.on('message', listen).on('error', reject).on('exit', end)
          forget = () => {
            thread.off('message', listen).off('error', reject).off('exit', end)
          }
          ask(job)
        })
      } catch (error) {
        await close()
        throw error
      } finally {
        forget()
        if (worker === thread) rest()
      }
    },
  }
}
