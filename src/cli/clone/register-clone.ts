import { type Command, InvalidArgumentError } from 'commander'
import { withFolder } from '../folder-options.ts'
import type { CloneOptions } from './clone-options.ts'

function rate(text: string): number {
  const count = Number(text)
  if (!(count > 0 && count <= 1000))
    throw new InvalidArgumentError('It must be more than 0 and at most 1000.')
  return count
}

function time(text: string): string {
  if (Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('It must be a date or a time, as 2026-01-31.')
  return text
}

/** Adds `clone` to the program; what it needs is read when it is used. */
export function registerClone(program: Command): void {
  withFolder(program.command('clone <address>'))
    .description(
      'bring everything of another CKAN: organizations, groups, users, vocabularies and datasets, with their ids',
    )
    .option(
      '--token <token>',
      'API token of the other CKAN, for private datasets and users (default: CKANISTER_CLONE_TOKEN)',
    )
    .option('--files', 'bring uploaded files, too; without it they stay links')
    .option('--datastore', 'bring the tables of the DataStore, too')
    .option('--since <time>', 'only datasets changed since then', time)
    .option('--verify', 'compare every dataset with the other CKAN afterwards and print the differences')
    .option('--rate <number>', 'the most requests in a second', rate, 20)
    .action(async (address: string, options: CloneOptions) =>
      (await import('./clone.ts')).clone(address, options),
    )
}
