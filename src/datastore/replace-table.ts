import type { Replaced, Replacement } from './door.ts'
import type { WriterMethods } from './engine/writer.ts'
import type { Thread } from './start-thread.ts'

/** Batches on their way while the next one is read. */
const IN_FLIGHT = 4

/**
 * Loads a whole table beside the old one and puts it in its place; see door.ts.
 *
 * @returns with the number of the physical table that is to be dropped
 */
export async function replaceTable(
  writer: Thread<WriterMethods>,
  resourceId: string,
  { columns, rows, signal, onProgress }: Replacement,
): Promise<Replaced & { readonly replaced: number | undefined }> {
  const token = await writer.call('beginLoad', resourceId, columns)
  try {
    const sent: Promise<number>[] = []
    const oldest = async (): Promise<void> => {
      const count = await sent.shift()
      if (count !== undefined) onProgress?.(count)
    }
    for await (const batch of rows) {
      signal?.throwIfAborted()
      const adding = writer.call('addRows', token, batch)
      // An error is met where the promise is awaited.
      adding.catch(() => undefined)
      sent.push(adding)
      if (sent.length > IN_FLIGHT) await oldest()
    }
    while (sent.length > 0) await oldest()
    while (!(await writer.call('indexLoad', token))) signal?.throwIfAborted()
    signal?.throwIfAborted()
    return await writer.call('finishLoad', token)
  } catch (error) {
    await writer.call('abortLoad', token).catch(() => undefined)
    throw error
  }
}
