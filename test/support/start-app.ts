import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request, { type Test } from 'supertest'
import { callAction } from '../../src/actions/call.ts'
import { type App, createApp } from '../../src/app.ts'
import { CORRECT_HORSE } from './correct-horse.ts'

/** The body of an answer. */
export interface Answer {
  readonly success: boolean
  readonly result: unknown
  readonly error: Readonly<Record<string, unknown>>
}

export interface StartedApp {
  readonly app: App
  /** POST as JSON; `as` is the name of a user of `users`, none: a guest. */
  readonly post: (action: string, data?: object, as?: string) => Promise<{ readonly status: number } & Answer>
  /** GET with a query string. */
  readonly get: (action: string, query?: object, as?: string) => Promise<{ readonly status: number } & Answer>
  /** POST as a multipart form, to be filled. */
  readonly form: (action: string, as?: string) => Test
  /** Makes a user and a token for `as`. */
  readonly addUser: (name: string, more?: object) => Promise<void>
  /** API tokens by the names of users. */
  readonly tokens: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

const operator = { user: undefined, operator: true }

/**
 * A whole site over a new folder with the sysadmin `admin` and the users named, each with a token and the password
 * `correct-horse`.
 */
export async function startApp({
  users = [],
  env = {},
}: {
  readonly users?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<StartedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'app-'))
  const app = await createApp({ dataFolder: folder, env: { CKAN__SITE_URL: 'http://ckan.test', ...env } })
  const server = createServer(app.listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const tokens: Record<string, string> = {}
  const addUser = async (name: string, more: object = {}): Promise<void> => {
    const user = { name, email: `${name}@example.com`, password_hash: CORRECT_HORSE, ...more }
    await callAction(app.services, 'user_create', user, operator)
    const made = await callAction(app.services, 'api_token_create', { user: name, name: 'test' }, operator)
    tokens[name] = (made as { readonly token: string }).token
  }
  const identified = (test: Test, as: string | undefined): Test =>
    as === undefined ? test : test.set('Authorization', tokens[as] ?? as)
  const answer = async (test: Test) => {
    const { status, body } = await test
    return { status, ...(body as Answer) }
  }
  await addUser('admin', { sysadmin: true })
  for (const name of users) await addUser(name)
  return {
    app,
    tokens,
    addUser,
    post: (action, data = {}, as) =>
      answer(identified(request(server).post(`/api/3/action/${action}`), as).send(data)),
    get: (action, query = {}, as) =>
      answer(identified(request(server).get(`/api/3/action/${action}`), as).query(query)),
    form: (action, as) => identified(request(server).post(`/api/3/action/${action}`), as),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
