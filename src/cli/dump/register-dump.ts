import { Argument, type Command } from 'commander'
import type { DumpDependencies, DumpFlags } from './dump-command.ts'
import { KINDS } from '../../loading/readers/record.ts'

const PLURALS = KINDS.map((kind) => `${kind}s`)

/** Adds `dump` to the program; what it needs is read when it is used. */
export function registerDump(program: Command, dependencies: DumpDependencies): Command {
  return program
    .command('dump')
    .description('write records as JSON lines, as `ckanapi dump` does; `ckanapi load` and `load` read them')
    .addArgument(new Argument('<kind>', 'what to write').choices(PLURALS))
    .argument('[names...]', 'these, by id or name (default: all)')
    .option('--all', 'private, draft and deleted datasets too')
    .option('--include-users', 'members of organizations and groups')
    .option('-o, --output <file>', 'file to write, packed when it ends in .gz (default: standard output)')
    .action(async (kind: string, names: readonly string[], flags: DumpFlags, command: Command) =>
      (await import('./run-dump.ts')).runDump(dependencies, kind, names, flags, command),
    )
}
