import type { Services } from '../kernel/context.ts'
import { deferredFiles } from './deferred-files.ts'
import type { WriteOptions } from '../store/write-queue.ts'
import type { LoadStep } from './operator-call.ts'

/** Runs work in one transaction in which files are kept or removed as a whole. @throws what the work throws */
export async function loadBatch(
  services: Services,
  work: (step: LoadStep) => Promise<void>,
  options?: WriteOptions,
): Promise<void> {
  const deferred = deferredFiles(services.files)
  try {
    await services.store.write(
      (tx) => work({ services: { ...services, files: deferred.files }, tx }),
      options,
    )
  } catch (error) {
    await deferred.rolledBack()
    throw error
  }
  await deferred.committed()
}
