import type { IncomingMessage, ServerResponse } from 'node:http'
import { callAction } from '../actions/call.ts'
import { findAction, isOffered } from '../actions/registry.ts'
import { identify } from '../auth/tokens.ts'
import { BadRequest } from '../core/errors.ts'
import { toJson } from '../core/json.ts'
import type { Action } from '../kernel/action.ts'
import type { Services } from '../kernel/context.ts'
import { decodePath } from './decode-path.ts'
import { errorAnswer, successAnswer, type Answer } from './envelope.ts'
import { helpAddress } from './help-address.ts'
import { createKeptAnswers, type KeptAnswers } from './kept-answers.ts'
import { logFault } from './log-fault.ts'
import { PageError } from './page-error.ts'
import { readGetParams, readPostParams, type RequestParams } from './request-params.ts'
import type { RequestTarget } from './request-target.ts'
import { requestToken } from './request-token.ts'
import { PAGE_TYPE, sendAnswer } from './send-answer.ts'
import { sendErrorPage } from './send-error-page.ts'
import { sendJson } from './send-json.ts'

/** Answers what belongs to the API and says whether it did; anything else is left untouched. */
export type ApiHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  target: RequestTarget,
) => Promise<boolean>

export interface ApiOptions {
  /** Folder for uploaded files while their request lasts. */
  readonly uploadFolder: string
}

const ACTION = /^\/api\/(?:3\/)?action\/([^/]+)$/
const VERSION = /^\/api(?:\/([123]))?\/?$/
const MEGABYTE = 1024 * 1024

async function sendOptions(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  allow: string,
): Promise<void> {
  res.setHeader('Allow', allow)
  const head = { status: 200, type: PAGE_TYPE, isPersonal: false, config: services.config }
  await sendAnswer(req, res, head, '')
}

async function answerVersion(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  { query }: RequestTarget,
  version: number,
): Promise<void> {
  if (req.method === 'OPTIONS') {
    await sendOptions(req, res, services, 'HEAD, GET, OPTIONS')
    return
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') throw new PageError(405)
  await sendJson(req, res, { status: 200, body: toJson({ version }), isPersonal: false, services }, query)
}

function maxFileSize(services: Services, field: string): number {
  const { config } = services
  const isImage = field === 'image_upload' || field === 'logo_upload'
  return config[isImage ? 'ckan.max_image_size' : 'ckan.max_resource_size'] * MEGABYTE
}

const keepNothing = async (): Promise<void> => undefined

async function readParams(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  options: { readonly action: Action; readonly query: string; readonly folder: string },
): Promise<RequestParams> {
  const isGetable = options.action.sideEffectFree === true
  if (req.method === 'POST') {
    const limit = services.config['ckanister.max_json_size'] * MEGABYTE
    return readPostParams(req, res, {
      isGetable,
      exactNumbers: options.action.exactNumbers === true,
      query: options.query,
      folder: options.folder,
      maxBodySize: limit,
      maxFieldSize: limit,
      maxFileSize: (field) => maxFileSize(services, field),
    })
  }
  if (isGetable) return { params: readGetParams(options.query), discardUploads: keepNothing }
  throw new BadRequest('JSON Error: Invalid request. Please use POST method for your request')
}

async function runAction(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  options: ApiOptions & { readonly name: string; readonly query: string; readonly path: string },
): Promise<{ readonly result: unknown; readonly isKept: boolean }> {
  const { name, query, path } = options
  const address = { path, query }
  const action = isOffered(services.config, name) ? await findAction(name) : undefined
  if (!action) throw new BadRequest(`Action name not known: ${name}`)
  const { params, discardUploads } = await readParams(req, res, services, {
    action,
    query,
    folder: options.uploadFolder,
  })
  try {
    if (!Object.hasOwn(params, 'callback')) {
      const user = await identify(services, requestToken(req, services.config))
      const result = await callAction(services, name, params, { user, address })
      return { result, isKept: action.isKept?.(params) === true }
    }
    // A page of another site may be asking with its reader's rights: they are dropped.
    const { callback: _callback, ...others } = params
    const caller = { user: undefined, identityDropped: true, address }
    return { result: await callAction(services, name, others, caller), isKept: false }
  } finally {
    await discardUploads()
  }
}

async function answerAction(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  target: RequestTarget,
  options: ApiOptions & { readonly name: string; readonly kept: KeptAnswers },
): Promise<void> {
  const { name, kept } = options
  const isPersonal = requestToken(req, services.config) !== undefined
  const key =
    isPersonal || req.method !== 'GET' ? undefined : `${target.locale} ${target.path}?${target.query}`
  const known = key === undefined ? undefined : kept.find(key)
  if (known) {
    await sendJson(req, res, { ...known, status: 200, isPersonal, services }, target.query)
    return
  }
  const keep = key === undefined ? undefined : kept.begin(key)
  const help = helpAddress(services.config, target.locale, name)
  let answer: Answer
  let compressed: Map<string, Buffer> | undefined
  try {
    const { query, path } = target
    const { result, isKept } = await runAction(req, res, services, { ...options, query, path })
    answer = successAnswer(help, result)
    if (isKept) compressed = keep?.(answer.body)?.compressed
  } catch (error) {
    if (error instanceof PageError) throw error
    answer = errorAnswer(help, error)
    if (answer.isFault) logFault(error, { method: req.method ?? '', path: target.path })
  }
  await sendJson(req, res, { ...answer, isPersonal, services, compressed }, target.query)
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  services: Services,
  target: RequestTarget,
  options: ApiOptions & { readonly kept: KeptAnswers },
): Promise<boolean> {
  const version = VERSION.exec(target.path)
  if (version) {
    await answerVersion(req, res, services, target, Number(version[1] ?? 1))
    return true
  }
  const name = decodePath(ACTION.exec(target.path)?.[1] ?? '')
  if (name === '' || name.includes('/')) return false
  if (req.method === 'OPTIONS') {
    await sendOptions(req, res, services, 'GET, HEAD, OPTIONS, POST')
    return true
  }
  if (req.method !== 'GET' && req.method !== 'POST' && req.method !== 'HEAD') throw new PageError(405)
  if (name === 'bulk') {
    const { answerBulk } = await import('./bulk/answer-bulk.ts')
    await answerBulk(req, res, services, target, options.uploadFolder)
  } else await answerAction(req, res, services, target, { ...options, name })
  return true
}

/**
 * The action API (`/api`, `/api/3`, `/api/3/action/<name>`) as plain Node: Express would take longer than most actions.
 */
export function createApiHandler(services: Services, options: ApiOptions): ApiHandler {
  const kept = createKeptAnswers(services.store.changes.version)
  return async (req, res, target) => {
    try {
      return await answer(req, res, services, target, { ...options, kept })
    } catch (error) {
      if (!(error instanceof PageError)) throw error
      await sendErrorPage(req, res, services.config, error.status, error.message)
      return true
    }
  }
}
