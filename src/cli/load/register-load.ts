import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Services } from '../../kernel/context.ts'
import { loadCatalogue } from './load-catalogue.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadSummary } from './load-summary.ts'
import { progressBar, type Terminal } from './progress-bar.ts'
import { STANDARD_INPUT } from './readers/open-source.ts'
import { KINDS, type RecordKind } from './readers/record.ts'
import { UnreadableSource } from './readers/unreadable-source.ts'
import { reportFile, reportText } from './report-file.ts'

/** The catalogue that a command works on. */
export interface OpenCatalogue {
  readonly services: Services
  /** A folder on the file system of the uploads. */
  readonly temporary: string
  readonly close: () => void | Promise<void>
}

export interface LoadDependencies {
  /** Opens the catalogue that the command's options (data folder, configuration) name. */
  readonly open: (command: Command) => Promise<OpenCatalogue>
  readonly stdout: Terminal
  readonly stderr: Terminal
}

interface Flags extends Omit<LoadOptions, 'kind'> {
  readonly kind?: string
  readonly report: string
}

/** `datasets` as ckanapi says it, or `dataset`. */
const kindOf = (word: string | undefined): RecordKind | undefined =>
  KINDS.find((kind) => kind === word || `${kind}s` === word)

/** So many refusals are told on the terminal; the report has them all. */
const MOST_TOLD = 5

function batchSize(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1 || size > 100_000)
    throw new InvalidArgumentError('It must be 1 to 100000.')
  return size
}

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
 * Adds `load` to the program. It sets the exit code: 0 when everything went in, 1 when something was refused.
 */
export function registerLoad(program: Command, { open, stdout, stderr }: LoadDependencies): Command {
  const run = async (paths: readonly string[], flags: Flags, command: Command): Promise<void> => {
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
  return program
    .command('load')
    .description(
      'load catalogues: dumps of ckanapi, answers of the API, lists of records; CKAN, CKAN 1.x or DKAN, gzip or not',
    )
    .argument('[paths...]', 'files, folders of them, or - for standard input (the default)')
    .option('--create-only', 'leave what exists as it is')
    .option('--dry-run', 'tell what would happen and write nothing')
    .option('--fix', 'repair names, tags, e-mail addresses and the like that CKAN would refuse')
    .option('--owner-org <name>', 'organization for datasets that name none; made when it does not exist')
    .option('--keep-fields', 'turn fields that CKAN does not know into extras instead of dropping them')
    .option('--uploads-as-links', 'keep files uploaded to another portal as links to it')
    .option('--batch <records>', 'records in one transaction (default: 200)', batchSize)
    .addOption(
      new Option('--kind <kind>', 'take every record as this kind instead of guessing').choices(
        KINDS.map((kind) => `${kind}s`),
      ),
    )
    .option('--report <file>', 'JSON lines of what was refused or repaired', 'load-report.jsonl')
    .action(run)
}
