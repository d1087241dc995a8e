import type { Command } from 'commander'
import type { Services } from '../../kernel/context.ts'
import type { LoadOptions } from '../../loading/load-options.ts'
import type { Terminal } from './progress-bar.ts'

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

/** The command's own options. */
export interface LoadFlags extends Omit<LoadOptions, 'kind'> {
  readonly kind?: string
  readonly report: string
}
