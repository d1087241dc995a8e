import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callAction } from '../actions/call.ts'
import type { App } from '../app.ts'
import { siteAddress } from '../config/site-address.ts'
import { packageRoot } from '../core/package-root.ts'
import type { Services } from '../kernel/context.ts'
import { FILES_MANIFEST, readFilesManifest } from '../loading/catalogue-files.ts'
import { loadCatalogue } from './load/load-catalogue.ts'
import { print } from './print.ts'
import { serve, type ServeOptions } from './serve.ts'
import { addUser } from './user.ts'

const ADMIN = 'admin'

/** Real datasets that come with the program. */
const demonstration = join(packageRoot, 'fixtures', 'catalogue')

/** The links of the demonstration lead to hundreds of portals' files, of which few are left: nobody fetches them. */
const withoutLoads = (services: Services): Services => ({
  ...services,
  config: { ...services.config, 'ckanister.datastore.autoload': false },
})

/** The demonstration's own files become tables. */
async function loadFiles({ services }: App): Promise<void> {
  if (!services.config['ckanister.datastore.autoload']) return
  const files = await readFilesManifest(join(demonstration, FILES_MANIFEST))
  for (const id of files.keys())
    await callAction(services, 'xloader_submit', { resource_id: id }, { user: undefined, operator: true })
}

/** Fills an empty catalogue; a first start that was broken off goes on here, which changes nothing that is there. */
async function fill(app: App, marker: string): Promise<void> {
  print('First start: loading the demonstration catalogue …')
  const services = withoutLoads(app.services)
  const summary = await loadCatalogue(services, [demonstration], app.uploadFolder, { fix: true })
  await loadFiles(app)
  const total = [...summary.counts.values()].reduce((sum, { created }) => sum + created, 0)
  print(`Loaded ${total} records in ${summary.seconds.toFixed(1)} s.`)
  rmSync(marker)
}

async function addAdmin(app: App): Promise<void> {
  const { config, store } = app.services
  if (await store.users.find(ADMIN)) return
  const password = await addUser(app.services, { name: ADMIN, email: 'admin@example.com', sysadmin: true })
  print(`\n  Sysadmin   ${ADMIN}`)
  print(`  Password   ${password}   (shown this once)`)
  print(`  API token  npx ckanister user token ${ADMIN} --data ${config['ckanister.data']}`)
  print(`  Try        ${siteAddress(config)}/api/3/action/package_search?q=water\n`)
}

/** `start`: what `npm start` does. The first time it makes a sysadmin and a catalogue; later it only serves. */
export async function start(options: ServeOptions): Promise<void> {
  await serve(options, async (app) => {
    const marker = join(app.services.config['ckanister.data'], 'first-start')
    if (app.isNew) writeFileSync(marker, '')
    if (!existsSync(marker)) return
    await addAdmin(app)
    await fill(app, marker)
  })
}
