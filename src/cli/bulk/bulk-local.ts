import type { Caller } from '../../actions/call.ts'
import { NotFound } from '../../core/errors.ts'
import { logFault } from '../../http/log-fault.ts'
import { runBulk } from '../../http/bulk/run-bulk.ts'
import type { Services } from '../../kernel/context.ts'
import type { BulkFlags, BulkJob } from './bulk-command.ts'

/** Runs lines on a data folder. */
export async function bulkLocal(services: Services, job: BulkJob, flags: BulkFlags): Promise<void> {
  const isOperator = flags.user === 'sysadmin'
  const caller = async (): Promise<Caller> => {
    if (isOperator) return { user: undefined, operator: true }
    const user = await services.store.users.find(flags.user)
    if (user?.state !== 'active') throw new NotFound(`There is no active user ${flags.user}`)
    return { user }
  }
  const { user } = await caller()
  let isUnreadable = false
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* job.chunks
    } catch (error) {
      isUnreadable = true
      throw error
    }
  }
  await runBulk(services, chunks(), {
    options: job.options,
    key: flags.key === undefined ? undefined : { owner: user?.id ?? 'operator', key: flags.key },
    caller,
    isAborted: () => isUnreadable,
    onAnswers: job.onAnswers,
    onFault: (error) => {
      logFault(error, { method: 'bulk', path: '' })
    },
  })
}
