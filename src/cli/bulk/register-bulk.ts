import { InvalidArgumentError, type Command } from 'commander'
import { LARGEST_BATCH } from '../../http/bulk/bulk-options.ts'
import type { BulkDependencies, BulkFlags } from './bulk-command.ts'

function batchSize(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_BATCH)
    throw new InvalidArgumentError(`It must be 1 to ${LARGEST_BATCH}.`)
  return size
}

/** Adds `bulk` to the program; what it needs is read when it is used. */
export function registerBulk(program: Command, dependencies: BulkDependencies): Command {
  return program
    .command('bulk')
    .description('run calls from a file, one a line: {"action": "package_create", "data": {…}}')
    .argument('<file>', 'JSON lines, gzip or not, or - for standard input')
    .option('--batch <lines>', 'lines in one transaction (default: 500)', batchSize)
    .option('--dry-run', 'tell what would happen and write nothing')
    .option('--stop-on-error', 'run nothing after the first refused line')
    .option('--user <name>', 'who calls; sysadmin: the operator, who may do everything', 'sysadmin')
    .option('--url <address>', 'a running server to send the lines to, instead of the data folder')
    .option('--token <token>', 'API token for --url (default: the environment variable CKANISTER_TOKEN)')
    .option('--key <text>', 'run again with the same key does no line twice')
    .option('-o, --output <file>', 'write the answers, as JSON lines')
    .option('--report <file>', 'answers to refused lines', 'bulk-report.jsonl')
    .action(async (file: string, flags: BulkFlags, command: Command) =>
      (await import('./run-bulk-command.ts')).runBulkCommand(dependencies, file, flags, command),
    )
}
