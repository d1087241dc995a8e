import { type Command, InvalidArgumentError, Option } from 'commander'
import type { LoadDependencies, LoadFlags } from './load-command.ts'
import { KINDS } from '../../loading/readers/record.ts'

function batchSize(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1 || size > 100_000)
    throw new InvalidArgumentError('It must be 1 to 100000.')
  return size
}

/** Adds `load` to the program; what it needs is read when it is used. */
export function registerLoad(program: Command, dependencies: LoadDependencies): Command {
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
    .option('--no-activities', 'record no activities of what is loaded')
    .option('--batch <records>', 'records in one transaction (default: 50)', batchSize)
    .addOption(
      new Option('--kind <kind>', 'take every record as this kind instead of guessing').choices(
        KINDS.map((kind) => `${kind}s`),
      ),
    )
    .option('--report <file>', 'JSON lines of what was refused or repaired', 'load-report.jsonl')
    .action(async (paths: readonly string[], flags: LoadFlags, command: Command) =>
      (await import('./run-load.ts')).runLoad(dependencies, paths, flags, command),
    )
}
