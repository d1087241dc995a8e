import type { Command } from 'commander'

/** What every command that works on a catalogue takes. */
export interface FolderOptions {
  readonly data?: string
  readonly config?: string
}

/** Adds `--data` and `--config`. */
export const withFolder = (command: Command): Command =>
  command
    .option('--data <folder>', 'folder that holds everything (default: ./data)')
    .option('--config <file>', 'a ckan.ini (default: ckan.ini in the data folder)')
