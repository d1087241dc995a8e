import { type Command, Option } from 'commander'
import { type FolderOptions, withFolder } from '../folder-options.ts'
import type { HarvestAddOptions, HarvestReportOptions, HarvestRunOptions } from './harvest-options.ts'

const together = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

/** Adds `harvest` to the program; what it needs is read when it is used. */
export function registerHarvest(program: Command): void {
  const harvest = program.command('harvest').description('follow what other portals have')
  const commands = () => import('./harvest-commands.ts')
  withFolder(harvest.command('add <name> <address>'))
    .description('add a source: the address of a portal, or of its file')
    .addOption(
      new Option('--type <kind>', 'kind of the source')
        .choices(['ckan', 'dcat', 'datajson', 'udata', 'opendatasoft', 'socrata', 'csw', 'folder'])
        .default('ckan'),
    )
    .option('--title <text>', 'title (default: the name)')
    .option('--org <name>', 'organization of its datasets; made when it does not exist')
    .addOption(
      new Option('--every <time>', 'how often (default: when somebody says so)').choices([
        'always',
        'hourly',
        'daily',
        'weekly',
        'biweekly',
        'monthly',
        'manual',
      ]),
    )
    .option('--set <key=value>', 'a setting of the source, JSON or text; may be repeated', together)
    .action(async (name: string, address: string, options: HarvestAddOptions) =>
      (await commands()).harvestAdd(name, address, options),
    )
  withFolder(harvest.command('list'))
    .description('list sources')
    .action(async (options: FolderOptions) => (await commands()).harvestList(options))
  withFolder(harvest.command('show <name>'))
    .description('show a source and its newest runs')
    .action(async (name: string, options: FolderOptions) => (await commands()).harvestShow(name, options))
  withFolder(harvest.command('run <name>'))
    .description('harvest a source now')
    .option('--dry-run', 'tell what would happen and write nothing')
    .option('--force', 'save also what has not changed')
    .option('--allow-mass-delete', 'delete also when most of the source is gone')
    .action(async (name: string, options: HarvestRunOptions) =>
      (await import('./harvest-run.ts')).harvestRun(name, options),
    )
  withFolder(harvest.command('report <name>'))
    .description('print what the newest run did with each record that was not as before')
    .option('--job <id>', 'another run')
    .action(async (name: string, options: HarvestReportOptions) =>
      (await commands()).harvestReport(name, options),
    )
  withFolder(harvest.command('remove <name>'))
    .description('remove a source; its datasets stay')
    .option('--datasets', 'delete its datasets, too')
    .action(async (name: string, options: FolderOptions & { readonly datasets?: boolean }) =>
      (await commands()).harvestRemove(name, options),
    )
}
