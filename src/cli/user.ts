import { randomBytes } from 'node:crypto'
import { callAction } from '../actions/call.ts'
import { JsonText } from '../core/json-text.ts'
import type { Params } from '../core/params.ts'
import type { Services } from '../kernel/context.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly password?: string | undefined
  readonly sysadmin?: boolean | undefined
}

interface ShownUser {
  readonly name: string
  readonly state: string
  readonly sysadmin: boolean
  readonly email?: string | null
}

async function call(services: Services, name: string, params: Params): Promise<unknown> {
  const result = await callAction(services, name, params, { user: undefined, operator: true })
  return result instanceof JsonText ? result.parse() : result
}

/** A password that nobody guesses and that can be typed. */
const newPassword = (): string => randomBytes(12).toString('base64url')

/**
 * Adds a user as the operator at the terminal.
 *
 * @returns the password: the one given, or a new one
 * @throws ValidationError as user_create does
 */
export async function addUser(services: Services, user: NewUser): Promise<string> {
  const password = user.password ?? newPassword()
  const { name, email, sysadmin = false } = user
  await call(services, 'user_create', { name, email, password, ...(sysadmin ? { sysadmin } : {}) })
  return password
}

/** A new API token of a user; it is never shown again. */
export async function addToken(services: Services, user: string, name: string): Promise<string> {
  const { token } = (await call(services, 'api_token_create', { user, name })) as { readonly token: string }
  return token
}

export interface UserAddOptions extends FolderOptions, Omit<NewUser, 'name'> {
  readonly token?: boolean
}

/** `user add`: with `--token`, the last line is an API token. */
export async function userAdd(name: string, options: UserAddOptions): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    const { email, sysadmin } = options
    const password = await addUser(services, { name, email, password: options.password, sysadmin })
    print(`Added ${options.sysadmin ? 'sysadmin' : 'user'} ${name}.`)
    if (options.password === undefined) print(`Password: ${password}`)
    if (options.token) print(await addToken(services, name, 'command line'))
  })
}

/** `user token`: prints a new API token. */
export async function userToken(
  name: string,
  options: FolderOptions & { readonly name: string },
): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    print(await addToken(services, name, options.name))
  })
}

/** `user list`: name, e-mail and what is special, a user a line. */
export async function userList(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    const users = (await call(services, 'user_list', { all_fields: true })) as readonly ShownUser[]
    for (const { name, email, state, sysadmin } of users) {
      const notes = [sysadmin ? 'sysadmin' : '', state === 'active' ? '' : state].filter(
        (note) => note !== '',
      )
      print([name, email ?? '', notes.join(', ')].join('\t').trimEnd())
    }
  })
}

/** `user remove`: deletes the user as CKAN does; the name stays taken. */
export async function userRemove(name: string, options: FolderOptions): Promise<void> {
  await withCatalogue(options, async ({ services }) => {
    await call(services, 'user_delete', { id: name })
    print(`Removed user ${name}.`)
  })
}
