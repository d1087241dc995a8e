import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { backupDatabase } from '../store/backup-database.ts'
import { checkDatabase } from '../store/check-database.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

/** `db check`: the exit code is 1 when something is wrong. */
export async function dbCheck(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ store }) => {
    const damage = checkDatabase(store)
    for (const line of damage) print(line)
    if (damage.length === 0) print('The database is whole.')
    else process.exitCode = 1
  })
}

/** `db backup`: never overwrites a file. */
export async function dbBackup(file: string, options: FolderOptions): Promise<void> {
  if (existsSync(file)) throw new ConfigError(`${file} is there already. Choose another name, or remove it.`)
  if (!existsSync(dirname(file))) throw new ConfigError(`There is no folder ${dirname(file)}.`)
  await withCatalogue(options, async ({ store }) => {
    await backupDatabase(store, file)
    print(`The database is copied to ${file}. Uploaded files lie in the folder "files" of the data folder.`)
  })
}
