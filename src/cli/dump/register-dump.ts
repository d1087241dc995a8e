import type { Writable } from 'node:stream'
import { Argument, type Command } from 'commander'
import { NotFound } from '../../core/errors.ts'
import type { OpenCatalogue } from '../load/register-load.ts'
import { KINDS } from '../load/readers/record.ts'
import { dumpCatalogue } from './dump-catalogue.ts'
import { writeToFile, writeToStream } from './write-dump.ts'

export interface DumpDependencies {
  /** Opens the catalogue that the command's options (data folder, configuration) name. */
  readonly open: (command: Command) => Promise<OpenCatalogue>
  readonly stdout: Writable
  readonly stderr: { readonly write: (text: string) => unknown }
}

interface Flags {
  readonly all?: boolean
  readonly includeUsers?: boolean
  readonly output?: string
}

const PLURALS = KINDS.map((kind) => `${kind}s`)

/** What the file system or a closed pipe answers; anything else is a fault of ours. */
const systemCode = (error: unknown): string | undefined => {
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined
}

/** Adds `dump` to the program. It sets the exit code 1 when a name is unknown or the output cannot be written. */
export function registerDump(program: Command, { open, stdout, stderr }: DumpDependencies): Command {
  const run = async (
    plural: string,
    names: readonly string[],
    flags: Flags,
    command: Command,
  ): Promise<void> => {
    const kind = KINDS.find((item) => `${item}s` === plural) ?? 'dataset'
    const catalogue = await open(command)
    let records = 0
    async function* counted(): AsyncGenerator<string> {
      for await (const line of dumpCatalogue(catalogue.services, kind, { ...flags, names })) {
        records += 1
        yield line
      }
    }
    try {
      if (flags.output === undefined) await writeToStream(counted(), stdout)
      else await writeToFile(counted(), flags.output)
      stderr.write(`${String(records)} ${plural}${flags.output === undefined ? '' : ` in ${flags.output}`}\n`)
    } catch (error) {
      const code = systemCode(error)
      // Whoever read the other end of the pipe has enough.
      if (code === 'EPIPE') return
      if (code === undefined && !(error instanceof NotFound)) throw error
      stderr.write(`${(error as Error).message}\n`)
      process.exitCode = 1
    } finally {
      await catalogue.close()
    }
  }
  return program
    .command('dump')
    .description('write records as JSON lines, as `ckanapi dump` does; `ckanapi load` and `load` read them')
    .addArgument(new Argument('<kind>', 'what to write').choices(PLURALS))
    .argument('[names...]', 'these, by id or name (default: all)')
    .option('--all', 'private, draft and deleted datasets too')
    .option('--include-users', 'members of organizations and groups')
    .option('-o, --output <file>', 'file to write, packed when it ends in .gz (default: standard output)')
    .action(run)
}
