import {
  BadRequest,
  DataError,
  NotAuthorized,
  NotFound,
  SearchError,
  SearchQueryError,
  ValidationError,
} from '../core/errors.ts'
import { Upload } from '../core/upload.ts'
import { jsonString, toJson } from '../core/json.ts'
import { JsonText } from '../core/json-text.ts'
import { BodyTooLarge } from './body-too-large.ts'

/** Echoed parameters name a file as the client did: where its bytes lie is nobody's business. */
function withoutUploads(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data
  const members = Object.entries(data).map(([key, value]): [string, unknown] => [
    key,
    value instanceof Upload ? value.filename : value,
  ])
  return Object.fromEntries(members)
}

/** An answer in JSON; only this file knows which status an error has. */
export interface Answer {
  readonly status: number
  /** ASCII. */
  readonly body: string
  /** Not the client's fault: the operator is told. */
  readonly isFault?: true
}

/** 200, `{"help": …, "success": true, "result": …}`; ready JSON is passed through as it is. */
export function successAnswer(help: string, result: unknown): Answer {
  const text = result instanceof JsonText ? result.text : toJson(result)
  return { status: 200, body: `{"help": ${jsonString(help)}, "success": true, "result": ${text}}` }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'])

function describe(error: unknown): {
  readonly status: number
  readonly error: object
  readonly isFault?: true
} {
  if (error instanceof NotFound) {
    return { status: 404, error: { __type: 'Not Found Error', message: error.message } }
  }
  if (error instanceof NotAuthorized) {
    return { status: 403, error: { __type: 'Authorization Error', message: error.message } }
  }
  if (error instanceof ValidationError)
    return { status: 409, error: { ...error.errors, __type: 'Validation Error' } }
  if (error instanceof DataError) {
    return {
      status: 400,
      error: { __type: 'Integrity Error', message: error.message, data: withoutUploads(error.data) },
    }
  }
  if (error instanceof SearchQueryError) {
    return { status: 400, error: { __type: 'Search Query Error', message: error.message } }
  }
  if (error instanceof SearchError) {
    return { status: 409, error: { __type: 'Search Error', message: error.message } }
  }
  const code = (error as Partial<NodeJS.ErrnoException> | null | undefined)?.code
  if (code !== undefined && DISK_FULL.has(code)) {
    const message = "The server's disk is full. Nothing was changed."
    return { status: 507, error: { __type: 'Storage Error', message }, isFault: true }
  }
  const message = 'Internal Server Error'
  return { status: 500, error: { __type: message, message }, isFault: true }
}

/** What is said of an error where there is no status: in the answer to one line of a bulk request. */
export function errorObject(error: unknown): { readonly error: object; readonly isFault?: true } {
  if (error instanceof BadRequest) return { error: { __type: 'Bad Request', message: error.message } }
  const { status: _status, ...described } = describe(error)
  return described
}

/** Status and body of what an action refused: `{"help": …, "error": …, "success": false}`, or a bare text for BadRequest. */
export function errorAnswer(help: string, error: unknown): Answer {
  if (error instanceof BodyTooLarge)
    return { status: 413, body: jsonString(`Bad request - ${error.message}`) }
  if (error instanceof BadRequest) return { status: 400, body: jsonString(`Bad request - ${error.message}`) }
  const { error: dict, ...rest } = describe(error)
  return { ...rest, body: `{"help": ${jsonString(help)}, "error": ${toJson(dict)}, "success": false}` }
}
