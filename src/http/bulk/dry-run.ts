import { setImmediate as breathe } from 'node:timers/promises'
import type { PreparedCall } from '../../actions/call.ts'
import { BadRequest, DomainError, ValidationError } from '../../core/errors.ts'
import type { Services } from '../../kernel/context.ts'
import type { Store } from '../../store/store.ts'
import { answerText, outcomeText, type Outcome } from './answer-text.ts'
import type { BulkRun } from './bulk-run.ts'
import type { LineReader, RawLine } from './line-reader.ts'
import { isReading, readLine, type BulkLine } from './read-line.ts'
import { prepareStep, runStep } from './run-step.ts'

/** Takes everything back. */
class TakenBack extends Error {}

const READ_AT_ONCE = 500

/** @throws ValidationError when there is more than the limit */
async function readAll(
  reader: LineReader,
  limit: { readonly lines: number; readonly bytes: number },
): Promise<readonly RawLine[]> {
  const all: RawLine[] = []
  let bytes = 0
  for (;;) {
    const lines = await reader.next(READ_AT_ONCE)
    if (lines.length === 0) return all
    all.push(...lines)
    bytes += lines.reduce((sum, line) => sum + (line.bytes?.length ?? 0), 0)
    if (all.length > limit.lines || bytes > limit.bytes) {
      const most = `${limit.lines} lines and ${Math.floor(limit.bytes / 1024 / 1024)} MiB`
      throw new ValidationError({
        dry_run: [
          `A dry run takes at most ${most}, as nobody else can write meanwhile: send fewer lines, or use the command \`ckanister bulk --dry-run\` on the data folder.`,
        ],
      })
    }
  }
}

/**
 * Runs all lines in one transaction, so that each sees what those before it did, and takes it back.
 *
 * @throws ValidationError when there are too many lines; then nothing was answered
 */
export async function dryRun(services: Services, reader: LineReader, run: BulkRun): Promise<void> {
  const { options, dryRunLimit: limit } = run
  const all = limit && (await readAll(reader, limit))
  const caller = await run.caller()
  const undoable: PreparedCall[] = []

  const runLine = async ({ call: wanted }: BulkLine, tx: Store): Promise<Outcome> => {
    if (wanted instanceof Error) return { error: wanted }
    const call = await prepareStep({ ...services, store: tx }, wanted, caller)
    if (call instanceof Error) return { error: call }
    if (!call.writes && wanted.action.sideEffectFree !== true)
      return { error: new BadRequest(`${wanted.name} can't be taken back: a dry run leaves it out`) }
    const outcome = await runStep(call, tx)
    if (call.leavesTraces()) undoable.push(call)
    return outcome
  }

  /** @returns whether the run ends here */
  const runLines = async (lines: readonly RawLine[], tx: Store): Promise<boolean> => {
    for (const raw of lines) {
      const line = await readLine(raw, services.config)
      const outcome = await runLine(line, tx)
      const isRefused = 'error' in outcome
      if (isRefused && !(outcome.error instanceof DomainError)) run.onFault(outcome.error)
      const how = isReading(line) ? 'full' : options.return
      const text = answerText(line.line, line.id, outcomeText(outcome, how))
      await run.onAnswers([{ line: line.line, isRefused, text }])
      if ((isRefused && options.stopOnError) || run.isAborted()) return true
    }
    return false
  }

  try {
    await services.store.write(async (tx) => {
      if (all) {
        for (let at = 0; at < all.length; at += READ_AT_ONCE) {
          if (await runLines(all.slice(at, at + READ_AT_ONCE), tx)) break
          await breathe()
        }
      } else {
        let lines = await reader.next(READ_AT_ONCE)
        while (lines.length > 0 && !(await runLines(lines, tx))) lines = await reader.next(READ_AT_ONCE)
      }
      throw new TakenBack()
    })
  } catch (error) {
    for (const call of undoable) await call.rolledBack()
    if (!(error instanceof TakenBack)) throw error
  }
}
