import type { Writable } from 'node:stream'
import type { Command } from 'commander'
import type { OpenCatalogue } from '../load/load-command.ts'

export interface DumpDependencies {
  /** Opens the catalogue that the command's options (data folder, configuration) name. */
  readonly open: (command: Command) => Promise<OpenCatalogue>
  readonly stdout: Writable
  readonly stderr: { readonly write: (text: string) => unknown }
}

/** The command's own options. */
export interface DumpFlags {
  readonly all?: boolean
  readonly includeUsers?: boolean
  readonly output?: string
}
