import type { Command } from 'commander'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { DomainError } from '../../core/errors.ts'
import { DEFAULT_BATCH, type BulkOptions } from '../../http/bulk/bulk-options.ts'
import { errorLine } from '../error-line.ts'
import { progressBar } from '../load/progress-bar.ts'
import { openSource } from '../../loading/readers/open-source.ts'
import { UnreadableSource } from '../../loading/readers/unreadable-source.ts'
import type { BulkDependencies, BulkFlags, BulkJob } from './bulk-command.ts'
import { bulkLocal } from './bulk-local.ts'
import { bulkRemote } from './bulk-remote.ts'

/** So many refusals are told on the terminal; the report has them all. */
const MOST_TOLD = 5
/** The most that one line on a terminal tells. */
const LONGEST = 300

/** What `bulk` does. It sets the exit code: 0 when every line was done, 1 when one was refused. */
export async function runBulkCommand(
  dependencies: BulkDependencies,
  file: string,
  flags: BulkFlags,
  command: Command,
): Promise<void> {
  const { stdout, stderr } = dependencies
  const progress = progressBar(stderr)
  const started = performance.now()
  let done = 0
  let refused = 0
  let report: FileHandle | undefined
  const output = flags.output === undefined ? undefined : await open(flags.output, 'w')
  await rm(flags.report, { force: true })

  const onAnswers: BulkJob['onAnswers'] = async (answers) => {
    if (output) await output.write(answers.map(({ text }) => text).join(''))
    for (const { isRefused, text } of answers) {
      progress.record()
      if (!isRefused) {
        done += 1
        continue
      }
      refused += 1
      report ??= await open(flags.report, 'w')
      await report.write(text)
      const short = text.trimEnd()
      if (refused <= MOST_TOLD)
        progress.line(`refused: ${short.length > LONGEST ? `${short.slice(0, LONGEST)} …` : short}`)
      if (refused === MOST_TOLD + 1) progress.line('refused: more, see the report')
    }
  }
  const options: BulkOptions = {
    batch: flags.batch ?? DEFAULT_BATCH,
    dryRun: flags.dryRun === true,
    stopOnError: flags.stopOnError === true,
    return: output ? 'full' : 'none',
  }
  progress.start(undefined)
  const job = { chunks: openSource(file, progress.bytes), options, onAnswers }
  const run = async (): Promise<void> => {
    if (flags.url !== undefined) {
      await bulkRemote(flags.url, job, flags)
      return
    }
    const catalogue = await dependencies.open(command)
    try {
      await bulkLocal(catalogue.services, job, flags)
    } finally {
      await catalogue.close()
    }
  }
  try {
    await run()
  } catch (error) {
    if (!(error instanceof UnreadableSource || error instanceof DomainError)) throw error
    progress.line(errorLine(error) ?? error.message)
    process.exitCode = 1
  } finally {
    progress.end()
    await output?.close()
    await report?.close()
  }
  const seconds = (performance.now() - started) / 1000
  const total = done + refused
  const note = options.dryRun ? '; nothing was written (dry run)' : ''
  stdout.write(
    `${total} lines in ${seconds.toFixed(1)} s (${Math.round(total / seconds)}/s): ${done} done, ${refused} refused${note}\n`,
  )
  if (refused > 0) {
    stdout.write(`Refused lines: see ${flags.report}\n`)
    process.exitCode = 1
  }
}
