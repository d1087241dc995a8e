import { Router, type Request, type Response } from 'express'
import { callAction } from '../actions/call.ts'
import { toJson } from '../core/json.ts'
import { JsonText } from '../core/json-text.ts'
import type { Services } from '../kernel/context.ts'
import { LOCALES } from './locales.ts'
import { parseForm } from './parse-form.ts'
import { requestCaller } from './request-caller.ts'
import { PAGE_TYPE, JSON_TYPE, sendAnswer } from './send-answer.ts'
import { sendJson } from './send-json.ts'

interface Completion {
  readonly action: string
  /** The parameter with the letters typed so far. */
  readonly term: 'incomplete' | 'q'
  readonly limit: number
  /** Other parameters that the action takes. */
  readonly others?: readonly string[]
  /** The answer, made of what the action found. */
  readonly shape: (found: readonly unknown[]) => unknown
}

const pick =
  (...names: readonly string[]) =>
  (found: readonly unknown[]) =>
    found.map((item) => {
      const members = item as Readonly<Record<string, unknown>>
      return Object.fromEntries(names.map((name) => [name, members[name] ?? null]))
    })
const resultSet = (items: readonly unknown[]) => ({ ResultSet: { Result: items } })

/** CKAN's own web interface completes words with these; a few portals do, too (spec: action API 1.8). */
const COMPLETIONS: Readonly<Record<string, Completion>> = {
  'dataset/autocomplete': {
    action: 'package_autocomplete',
    term: 'incomplete',
    limit: 10,
    shape: resultSet,
  },
  'tag/autocomplete': {
    action: 'tag_autocomplete',
    term: 'incomplete',
    limit: 10,
    others: ['vocabulary_id'],
    shape: (found) => resultSet(found.map((Name) => ({ Name }))),
  },
  'resource/format_autocomplete': {
    action: 'format_autocomplete',
    term: 'incomplete',
    limit: 5,
    shape: (found) => resultSet(found.map((Format) => ({ Format }))),
  },
  'user/autocomplete': {
    action: 'user_autocomplete',
    term: 'q',
    limit: 20,
    others: ['ignore_self'],
    shape: pick('id', 'name', 'fullname'),
  },
  'group/autocomplete': {
    action: 'group_autocomplete',
    term: 'q',
    limit: 20,
    shape: pick('id', 'name', 'title'),
  },
  'organization/autocomplete': {
    action: 'organization_autocomplete',
    term: 'q',
    limit: 20,
    shape: pick('id', 'name', 'title'),
  },
}

async function complete(
  req: Request,
  res: Response,
  services: Services,
  completion: Completion,
): Promise<void> {
  const query = req.url.split('?')[1] ?? ''
  const given = parseForm(query)
  // A script of another site gets what everyone may see.
  const caller = 'callback' in given ? { user: undefined } : await requestCaller(req, services)
  const q = given[completion.term]
  let found: unknown = []
  if (typeof q === 'string' && q !== '') {
    const others = (completion.others ?? [])
      .filter((name) => name in given)
      .map((name) => [name, given[name]])
    const params = { q, limit: given.limit ?? completion.limit, ...(Object.fromEntries(others) as object) }
    found = await callAction(services, completion.action, params, caller)
  }
  const list = (found instanceof JsonText ? found.parse() : found) as readonly unknown[]
  const answer = { status: 200, body: toJson(completion.shape(list)), isPersonal: caller.user !== undefined }
  await sendJson(req, res, { ...answer, services }, query)
}

async function translations(
  req: Request<{ lang: string }>,
  res: Response,
  services: Services,
): Promise<void> {
  const { lang } = req.params
  const { config } = services
  if (LOCALES.has(lang)) {
    // The web interface has no scripts to translate.
    await sendAnswer(req, res, { status: 200, type: PAGE_TYPE, isPersonal: false, config }, '{}')
    return
  }
  const body = toJson(`Bad request - Unknown locale: ${lang}`)
  await sendAnswer(req, res, { status: 400, type: JSON_TYPE, isPersonal: false, config }, body)
}

/** `/api/util/…` and `/api/i18n/…`, also under `/api/1` and `/api/2`, not under `/api/3`. */
export function utilRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  for (const prefix of ['/api', '/api/1', '/api/2']) {
    for (const [path, completion] of Object.entries(COMPLETIONS)) {
      router.get(`${prefix}/util/${path}`, (req, res) => complete(req, res, services, completion))
    }
    router.get(`${prefix}/i18n/:lang`, (req, res) => translations(req, res, services))
  }
  return router
}
