import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callAction } from '../../src/actions/call.ts'
import { createApp } from '../../src/app.ts'
import { CORRECT_HORSE } from '../support/correct-horse.ts'
import { order } from './compare.ts'
import { normaliser } from './normaliser.ts'
import { send } from './send.ts'

interface Upload {
  readonly file: string
  readonly type?: string
  readonly text?: string
  readonly base64?: string
  readonly repeat?: number
}

type Field = string | number | boolean | Upload

/** A request of a recorded case. `as`: a user's name, `anon` or, when absent, the sysadmin. */
export interface Request {
  readonly as?: string
  readonly action?: string
  readonly data?: unknown
  readonly query?: Readonly<Record<string, unknown>>
  readonly form?: Readonly<Record<string, Field | readonly Field[]>>
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Parts of the answer that later requests name as `{{variable}}`. */
  readonly save?: Readonly<Record<string, string>>
  /** Paths in the body that are not compared: a `*` stands for any key or index. */
  readonly ignore?: readonly string[]
  /** Lists in the body whose order is not fixed. */
  readonly sorted?: readonly string[]
  /** The body is compared as text, whatever its type. */
  readonly text?: boolean
  /** Times in the body are compared; with `true` also numbers, digit by digit. */
  readonly exact?: boolean | 'times'
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Step {
  readonly request: Request
  /** What CKAN answered; absent for a step that is played, but not compared. */
  readonly answer?: Answer
  /** The answer here is known to be another one. */
  readonly differs?: true
}

export interface RecordedCase {
  readonly name: string
  readonly config?: Readonly<Record<string, unknown>>
  readonly users?: readonly string[]
  readonly steps: readonly Step[]
}

const dig = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (inner as Readonly<Record<string, unknown>> | null | undefined)?.[key],
      value,
    )

function optionName(key: string): string {
  const name = key.toUpperCase().replaceAll('.', '__')
  return name.startsWith('CKAN') ? name : `CKAN___${name}`
}

function fill(value: unknown, saved: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => saved[name] ?? whole)
  if (Array.isArray(value)) return value.map((one) => fill(one, saved))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [fill(key, saved), fill(inner, saved)]),
  )
}

/** Plays a case on a new site over an empty folder; gives the answers, normalised as the recorded ones are. */
export async function play({ config = {}, users = [], steps }: RecordedCase): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'))
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const options = Object.entries(config).map(([key, value]) => [optionName(key), String(value)])
  const env = { CKAN__SITE_ID: 'g0', CKAN__SITE_URL: url, ...Object.fromEntries(options) }
  const app = await createApp({ dataFolder: folder, env })
  server.on('request', app.listener)
  try {
    const tokens: Record<string, string> = {}
    const addUser = async (name: string, key = name): Promise<void> => {
      const user = { name, email: `${name}@example.com`, password_hash: CORRECT_HORSE }
      const operator = { user: undefined, operator: true }
      await callAction(
        app.services,
        'user_create',
        key === 'sysadmin' ? { ...user, sysadmin: true } : user,
        operator,
      )
      const made = await callAction(app.services, 'api_token_create', { user: name, name: 'play' }, operator)
      tokens[key] = (made as { readonly token: string }).token
    }
    await addUser('admin', 'sysadmin')
    for (const name of users) await addUser(name)
    const requests = steps.map(({ request }) => request)
    const normalise = normaliser(url, JSON.stringify(requests))
    const saved: Record<string, string> = {}
    const answers: Answer[] = []
    for (const request of requests) {
      const answer = await send(url, fill(request, saved) as Request, tokens)
      for (const path of request.sorted ?? []) order(dig(answer.body, path))
      for (const [name, path] of Object.entries(request.save ?? {}))
        saved[name] = dig(answer.body, path) as string
      answers.push(normalise(answer, request.exact !== undefined) as Answer)
    }
    return answers
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
