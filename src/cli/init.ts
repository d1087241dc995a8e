import { print } from './print.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'

/** Makes the data folder: secrets, an empty catalogue. One that is there stays as it is. */
export async function init(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    print(`The data folder ${services.config['ckanister.data']} is ready.`)
    print('Add a sysadmin with: ckanister user add admin --email you@example.org --sysadmin --token')
  })
}
