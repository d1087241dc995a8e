import type { Command } from 'commander'
import { NotFound } from '../../core/errors.ts'
import { KINDS } from '../../loading/readers/record.ts'
import { dumpCatalogue } from './dump-catalogue.ts'
import type { DumpDependencies, DumpFlags } from './dump-command.ts'
import { writeToFile, writeToStream } from './write-dump.ts'

/** What the file system or a closed pipe answers; anything else is a fault of ours. */
const systemCode = (error: unknown): string | undefined => {
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined
}

/** What `dump` does. It sets the exit code 1 when a name is unknown or the output cannot be written. */
export async function runDump(
  { open, stdout, stderr }: DumpDependencies,
  plural: string,
  names: readonly string[],
  flags: DumpFlags,
  command: Command,
): Promise<void> {
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
