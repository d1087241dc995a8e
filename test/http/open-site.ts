import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type App } from '../../src/app.ts'
import { newToken } from '../../src/auth/tokens.ts'
import { newId } from '../../src/core/ids.ts'
import { now } from '../../src/core/time.ts'

export interface Site {
  readonly app: App
  readonly server: Server
  readonly folder: string
  /** API tokens by the user's name: `admin` is a sysadmin, `sam` nobody in particular. */
  readonly tokens: Readonly<Record<'admin' | 'sam', string>>
  readonly close: () => Promise<void>
}

async function addUser(app: App, name: string, sysadmin: boolean): Promise<string> {
  const { store, services } = app
  const { token, id } = newToken(services.config)
  const user = {
    id: newId(),
    name,
    fullname: null,
    email: `${name}@example.com`,
    password_hash: null,
    apikey: null,
    about: null,
    image_url: null,
    image_key: null,
    activity_streams_email_notifications: false,
    sysadmin,
    state: 'active',
    reset_key: null,
    plugin_extras: null,
    created: now(),
    last_active: null,
  }
  await store.write(async (tx) => {
    await tx.users.save(user)
    await tx.apiTokens.save({
      id,
      name: 'test',
      user_id: user.id,
      created_at: now(),
      expires_at: null,
      last_access: null,
    })
  })
  return token
}

/** A whole site over a new folder, listening on a free port. */
export async function openSite(env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'site-'))
  const app = await createApp({ dataFolder: folder, env: { CKAN__SITE_URL: 'http://ckan.test', ...env } })
  const server = createServer(app.listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const tokens = { admin: await addUser(app, 'admin', true), sam: await addUser(app, 'sam', false) }
  return {
    app,
    server,
    folder,
    tokens,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
