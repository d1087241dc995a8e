import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { packageRoot } from '../core/package-root.ts'
import { registerBulk } from './bulk/register-bulk.ts'
import { registerDump } from './dump/register-dump.ts'
import { registerClone } from './clone/register-clone.ts'
import type { DatastoreLoadOptions } from './datastore-load.ts'
import { errorLine } from './error-line.ts'
import { withFolder, type FolderOptions } from './folder-options.ts'
import { registerHarvest } from './harvest/register-harvest.ts'
import { registerLoad } from './load/register-load.ts'
import type { ServeOptions } from './serve.ts'
import type { UserAddOptions } from './user.ts'

const version = (): string => {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

/** Commands are read when they are used, so that each starts fast. */
function addServing(program: Command): void {
  const listening = (command: Command): Command =>
    withFolder(command)
      .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
      .option('--port <number>', 'port to listen on (default: 5000)')
  listening(program.command('start'))
    .description('serve; the first time, make a demonstration catalogue and a sysadmin')
    .action(async (options: ServeOptions) => (await import('./start.ts')).start(options))
  listening(program.command('serve'))
    .description('serve a data folder')
    .action(async (options: ServeOptions) => (await import('./serve.ts')).serve(options))
  withFolder(program.command('init'))
    .description('make a data folder with secrets and an empty catalogue')
    .action(async (options: FolderOptions) => (await import('./init.ts')).init(options))
}

function addUsers(program: Command): void {
  const user = program.command('user').description('add, list and remove users')
  withFolder(user.command('add <name>'))
    .description('add a user')
    .requiredOption('--email <address>', 'e-mail address')
    .option('--password <text>', 'password (default: a new one, which is printed)')
    .option('--sysadmin', 'may do everything')
    .option('--token', 'print an API token as the last line')
    .action(async (name: string, options: UserAddOptions) =>
      (await import('./user.ts')).userAdd(name, options),
    )
  withFolder(user.command('token <name>'))
    .description('print a new API token')
    .option('--name <text>', 'name of the token', 'command line')
    .action(async (name: string, options: FolderOptions & { readonly name: string }) =>
      (await import('./user.ts')).userToken(name, options),
    )
  withFolder(user.command('reset-link <name>'))
    .description('print a link at which the user can set a password, once, within an hour')
    .action(async (name: string, options: FolderOptions) =>
      (await import('./user-reset-link.ts')).userResetLink(name, options),
    )
  withFolder(user.command('list'))
    .description('list users')
    .action(async (options: FolderOptions) => (await import('./user.ts')).userList(options))
  withFolder(user.command('remove <name>'))
    .description('delete a user')
    .action(async (name: string, options: FolderOptions) =>
      (await import('./user.ts')).userRemove(name, options),
    )
}

function addMaintenance(program: Command): void {
  const db = program.command('db').description('check and back up the database')
  withFolder(db.command('check'))
    .description('look for damage')
    .action(async (options: FolderOptions) => (await import('./db.ts')).dbCheck(options))
  withFolder(db.command('backup <file>'))
    .description('copy the database to a file, also while it is being served')
    .action(async (file: string, options: FolderOptions) => (await import('./db.ts')).dbBackup(file, options))
  const index = program.command('search-index').description('check and rebuild the search index')
  withFolder(index.command('check'))
    .description('compare the index with the catalogue')
    .action(async (options: FolderOptions) => (await import('./search-index.ts')).searchIndexCheck(options))
  withFolder(index.command('rebuild'))
    .description('make the index anew')
    .action(async (options: FolderOptions) => (await import('./search-index.ts')).searchIndexRebuild(options))
  const config = program.command('config').description('show the configuration')
  withFolder(config.command('list'))
    .description('list every option, its value and where it comes from')
    .action(async (options: FolderOptions) => {
      ;(await import('./config-list.ts')).configList(options)
    })
}

function addBackground(program: Command): void {
  const jobs = program.command('jobs').description('list, run and cancel background jobs')
  withFolder(jobs.command('list'))
    .description('list jobs that wait, run or failed, the newest first')
    .option('--all', 'also those that are done or cancelled')
    .action(async (options: FolderOptions) => (await import('./jobs.ts')).jobsList(options))
  withFolder(jobs.command('show <id>'))
    .description('show a job and its log')
    .action(async (id: string, options: FolderOptions) => (await import('./jobs.ts')).jobsShow(id, options))
  withFolder(jobs.command('run'))
    .description('run jobs until stopped; a site that is served runs them itself')
    .option('--once', 'only those that are due now')
    .action(async (options: FolderOptions) => (await import('./jobs.ts')).jobsRun(options))
  withFolder(jobs.command('cancel <id>'))
    .description('cancel a job that waits or runs')
    .action(async (id: string, options: FolderOptions) => (await import('./jobs.ts')).jobsCancel(id, options))
  withFolder(program.command('mail').description('try the mail server').command('test <address>'))
    .description('send a mail and say what the mail server says')
    .action(async (address: string, options: FolderOptions) =>
      (await import('./mail-test.ts')).mailTest(address, options),
    )
}

function addTables(program: Command): void {
  const datastore = program.command('datastore').description('tables of resources')
  withFolder(datastore.command('load <file>'))
    .description('load a file or a link into the table of a resource, whatever was there before')
    .requiredOption('--resource <id>', 'id of the resource')
    .option('--report', 'print why each column has its type, as JSON')
    .action(async (file: string, options: DatastoreLoadOptions) =>
      (await import('./datastore-load.ts')).datastoreLoad(file, options),
    )
}

function addCatalogues(program: Command): void {
  const open = async (command: Command) => {
    const { openCatalogue } = await import('./open-catalogue.ts')
    const app = await openCatalogue(command.opts<FolderOptions>())
    const close = async (): Promise<void> => {
      // What a load left to be indexed would keep whoever searches first waiting.
      await app.tidySearch()
      await app.close()
    }
    return { services: app.services, temporary: app.uploadFolder, close }
  }
  const terminal = { open, stdout: process.stdout, stderr: process.stderr }
  withFolder(registerLoad(program, terminal))
  withFolder(registerDump(program, terminal))
  withFolder(registerBulk(program, terminal))
  registerHarvest(program)
  registerClone(program)
}

/** A reader that has seen enough (`ckanister config list | head`) is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Runs the command line; what is in the way is said in one line, and the exit code is 1. */
export async function runCli(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe)
  const program = new Command('ckanister')
    .description('The CKAN API in one small process.')
    .version(version())
    .showHelpAfterError()
  addServing(program)
  addUsers(program)
  addCatalogues(program)
  addTables(program)
  addMaintenance(program)
  addBackground(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    const line = errorLine(error)
    process.stderr.write(
      `${line ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
    )
    process.exitCode = 1
  }
}
