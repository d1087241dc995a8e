import type { Command } from 'commander'
import { loadCatalogue } from './load-catalogue.ts'
import type { LoadSummary } from './load-summary.ts'
import { progressBar } from './progress-bar.ts'
import { STANDARD_INPUT } from '../../loading/readers/open-source.ts'
import { KINDS, type RecordKind } from '../../loading/readers/record.ts'
import { UnreadableSource } from '../../loading/readers/unreadable-source.ts'
import type { LoadDependencies, LoadFlags } from './load-command.ts'
import { reportFile, reportText } from './report-file.ts'

/** `datasets` as ckanapi says it, or `dataset`. */
const kindOf = (word: string | undefined): RecordKind | undefined =>
  KINDS.find((kind) => kind === word || `${kind}s` === word)

/** So many refusals are told on the terminal; the report has them all. */
const MOST_TOLD = 5

function summaryLines(summary: LoadSummary, isDryRun: boolean): readonly string[] {
  const lines: string[] = []
  let total = 0
  for (const kind of KINDS) {
    const counts = summary.counts.get(kind)
    if (!counts) continue
    const parts = Object.entries(counts).filter(([, count]) => count > 0)
    total += parts.reduce((sum, [, count]) => sum + count, 0)
    lines.push(`${kind}s: ${parts.map(([change, count]) => `${String(count)} ${change}`).join(', ')}`)
  }
  const rate = summary.seconds > 0 ? Math.round(total / summary.seconds) : total
  lines.push(
    `${String(total)} records in ${summary.seconds.toFixed(1)} s (${String(rate)}/s)${isDryRun ? '; nothing was written (dry run)' : ''}`,
  )
  return lines
}

/**
 * What `load` does. It sets the exit code: 0 when everything went in, 1 when something was refused.
 */
export async function runLoad(
  { open, stdout, stderr }: LoadDependencies,
  paths: readonly string[],
  flags: LoadFlags,
  command: Command,
): Promise<void> {
  const progress = progressBar(stderr)
  const report = reportFile(flags.report)
  let told = 0
  const catalogue = await open(command)
  try {
    const { kind, ...options } = flags
    const summary = await loadCatalogue(
      catalogue.services,
      paths.length > 0 ? paths : [STANDARD_INPUT],
      catalogue.temporary,
      { ...options, kind: kindOf(kind) },
      {
        onStart: progress.start,
        onBytes: progress.bytes,
        onRecord: progress.record,
        onRecognised: (found) => {
          progress.line(`${found.source}: ${found.kind}s, shape of ${found.dialect}`)
        },
        onReport: (line) => {
          report.add(line)
          if (line.reason === undefined) return
          if (told < MOST_TOLD) progress.line(`refused: ${reportText(line)}`)
          if (told === MOST_TOLD) progress.line('refused: more, see the report')
          told += 1
        },
      },
    )
    progress.end()
    const isReported = await report.close()
    for (const text of summaryLines(summary, flags.dryRun === true)) stdout.write(`${text}\n`)
    if (isReported) {
      const counts = `${String(summary.refused)} refused, ${String(summary.repaired)} repaired`
      stdout.write(`${counts}: see ${flags.report}\n`)
    }
    if (summary.refused > 0) process.exitCode = 1
  } catch (error) {
    progress.end()
    if (!(error instanceof UnreadableSource)) throw error
    stderr.write(`${error.message}\n`)
    process.exitCode = 1
  } finally {
    await catalogue.close()
  }
}
