import { mkdirSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join, resolve } from 'node:path'
import { invitationJob, sendInvitation } from './catalogue/user/invitation.ts'
import { settleDatastore } from './catalogue/datastore/datastore-active.ts'
import { loadTable } from './catalogue/datastore/load-table.ts'
import { licenseRegister } from './catalogue/package/license-register.ts'
import { passwordResetJob, sendPasswordReset } from './catalogue/user/password-reset.ts'
import { siteUser } from './catalogue/user/site-user.ts'
import { syncHiddenUsers } from './catalogue/user/sync-hidden-users.ts'
import { loadJob } from './catalogue/datastore/queue-load.ts'
import { indexAgain, indexAgainJob } from './catalogue/search/index-later.ts'
import type { Config } from './config/config.ts'
import { loadConfig } from './config/load-config.ts'
import type { OptionSources } from './config/read-options.ts'
import { ensureSecrets } from './config/secrets.ts'
import { siteAddress } from './config/site-address.ts'
import { createDatastore } from './datastore/create-datastore.ts'
import { createSqlEngine } from './datastore-sql/create-sql-engine.ts'
import { planHarvests } from './harvest/plan-harvests.ts'
import { localFileStore } from './files/local-file-store.ts'
import { createRequestListener } from './http/request-listener.ts'
import { createJobs } from './jobs/jobs.ts'
import { handleJob, type JobHandler } from './jobs/handle-job.ts'
import { createWorker, type JobWorker } from './jobs/worker.ts'
import type { Services } from './kernel/context.ts'
import { createSearchEngine } from './search/createSearchEngine.ts'
import { harvestHandlers } from './loading/harvest-handlers.ts'
import { mailJob } from './mail/mail.ts'
import { sendMail } from './mail/send-mail.ts'
import { siteScheming } from './scheming/site-scheming.ts'
import { lockFolder } from './store/lock-folder.ts'
import { searchSource } from './store/search-source.ts'
import { openStore, type OpenStore } from './store/store.ts'
import { deliverWebhook } from './webhooks/deliver-webhook.ts'
import { watchChanges } from './webhooks/watch-changes.ts'
import { webhookJob } from './webhooks/webhook-job.ts'
import { checkSchemes } from './validation/check-schemes.ts'

export interface AppOptions extends OptionSources {
  /** Folder that holds everything; made when missing. */
  readonly dataFolder: string
  /** Claims the folder: for processes that serve. */
  readonly isServing?: boolean
}

export interface App {
  /** Nothing was ever written to the data folder before. */
  readonly isNew: boolean
  readonly services: Services
  /** Runs background jobs, once it is started. */
  readonly worker: JobWorker
  /** The store with its connections, for maintenance. */
  readonly store: OpenStore
  /** Folder for uploaded files that no action has taken yet. */
  readonly uploadFolder: string
  /** Answers HTTP requests: for `node:http`, or supertest. */
  readonly listener: RequestListener
  /** Analyses what was written since and merges the index's segments, in slices beside everything else. */
  readonly tidySearch: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What a sysadmin changed while the site ran (config_option_update) wins over files and environment, but for the address. */
function withEdits(config: Config, edits: Readonly<Record<string, string>>): Config {
  const known = Object.entries(edits).filter(
    ([name]) => name !== 'ckan.site_url' && Object.hasOwn(config, name),
  )
  return known.length === 0 ? config : Object.freeze({ ...config, ...Object.fromEntries(known) })
}

/** What each kind of background job does. */
const jobHandlers = (services: Services, temporary: string): readonly JobHandler[] => [
  handleJob(webhookJob, (request, job) => deliverWebhook(services, request, job)),
  handleJob(indexAgainJob, (subject, job) => indexAgain(services, subject, job)),
  handleJob(mailJob, (mail) => sendMail(services.config, mail)),
  handleJob(invitationJob, (invitation) => sendInvitation(services, invitation)),
  handleJob(passwordResetJob, (reset) => sendPasswordReset(services, reset)),
  handleJob(loadJob, (request, job) => loadTable(services, request, job, job.id)),
  ...harvestHandlers(services, temporary),
]

/**
 * Puts the parts together over one data folder: the only place that knows all of them.
 *
 * @throws ConfigError for options that can't be used
 * @throws StoreError for a data folder that can't be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const folder = resolve(options.dataFolder)
  mkdirSync(folder, { recursive: true })
  const unlock = options.isServing ? lockFolder(folder) : () => undefined
  ensureSecrets(folder)
  const initial = loadConfig({ ...options, flags: { ...options.flags, 'ckanister.data': folder } })
  const uploadFolder = join(folder, 'tmp')
  if (options.isServing) rmSync(uploadFolder, { recursive: true, force: true })
  mkdirSync(uploadFolder, { recursive: true })
  const scheming = await siteScheming(initial)
  checkSchemes(scheming)
  const store = openStore({
    file: join(folder, 'catalogue.sqlite'),
    siteUrl: siteAddress(initial),
    licenses: await licenseRegister(initial),
    datastore: initial['ckan.plugins'].includes('datastore'),
    shapes: scheming.shapes,
  })
  const isNew = (await store.changes.last()) === 0
  const config = withEdits(initial, await store.systemInfo.all())
  const search = createSearchEngine({
    ...store.connections,
    ...searchSource(store),
    write: (work) =>
      store.write(async () => {
        work()
      }),
    siteId: config['ckan.site_id'],
    resourceFields: config['ckan.extra_resource_fields'],
    language: config['ckanister.search.language'] || undefined,
  })
  const datastore = createDatastore({
    folder,
    indexedTypes: config['ckan.datastore.default_fts_index_field_types'],
  })
  const services: Services = {
    config,
    store,
    search,
    files: localFileStore(join(folder, 'files')),
    jobs: createJobs(),
    scheming,
    datastore,
    sql: createSqlEngine({
      folder: join(folder, 'datastore-columns'),
      tables: datastore,
      seconds: config['ckanister.datastore.sql_timeout'],
      memory: config['ckanister.datastore.sql_memory'],
    }),
  }
  if (options.isServing) {
    await settleDatastore(services)
    // CKAN's is there from the start, too: lists of users name it.
    if (!(await store.users.find(config['ckan.site_id']))) {
      await store.write((inside) => siteUser({ config, store: inside }))
    }
  }
  if (options.isServing) await planHarvests(services)
  await syncHiddenUsers(services)
  const handlers = jobHandlers(services, uploadFolder)
  const unwatch = options.isServing ? watchChanges(services) : () => undefined
  const worker = createWorker({ store, jobs: services.jobs, handlers, isServing: options.isServing })
  return {
    services,
    isNew,
    worker,
    tidySearch: () => search.maintain(),
    store,
    uploadFolder,
    listener: createRequestListener(services, {
      uploadFolder,
      loadPages: async () => (await import('./web/web-routes.ts')).webRoutes(services),
    }),
    close: async () => {
      unwatch()
      await worker.stop()
      services.sql.close()
      await services.datastore.close()
      await search.close()
      store.close()
      unlock()
    },
  }
}
